package luling.yushui_2018_test

import data.luling.catalogue_test as check

test_one_datum_has_one_source if {
	check.alike("yushui_2018", _content, ["a", "b"]) == {["violation", "second_source", "provider", "art_8"]}
	check.alike("yushui_2018", _content, ["a"]) == set()
}

test_base_databases_are_kept_at_the_centre if {
	_checked({"tier": "base", "on_platform": true}) == set()
	elsewhere := {"tier": "base", "on_platform": false}
	_checked(elsewhere) == {["violation", "storage_not_central", "on_platform", "art_10"]}
	_checked({"tier": "base"}) == {["warning", "storage_unstated", "on_platform", "art_10"]}
	_checked({"tier": "departmental", "on_platform": false}) == set()
}

test_information_is_digital if {
	_checked({"electronic": false}) == {["violation", "not_electronic", "electronic", "art_11"]}
	_checked({"electronic": true}) == set()
}

test_a_departmental_database_conforms if {
	departmental := {"tier": "departmental", "conforming": false}
	_checked(departmental) == {["violation", "not_conforming", "conforming", "art_11"]}
	_checked(object.union(departmental, {"conforming": true})) == set()
}

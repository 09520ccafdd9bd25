package luling.liaoning_2019_test

import data.luling.catalogue_test as check

test_data_have_one_source if {
	check.alike("liaoning_2019", _content, ["a", "b"]) == {["violation", "second_source", "provider", "art_6"]}
	check.alike("liaoning_2019", _content, ["a"]) == set()
}

test_data_are_electronic_and_conform if {
	_checked({"conforming": false}) == {["violation", "not_conforming", "conforming", "art_6"]}
	_checked({"electronic": false}) == {["violation", "not_electronic", "electronic", "art_6"]}
	_checked({"conforming": true, "electronic": true}) == set()
}

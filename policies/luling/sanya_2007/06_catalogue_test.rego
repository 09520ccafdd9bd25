package luling.sanya_2007_test

import data.luling.catalogue_test as check

test_one_datum_has_one_source if {
	check.alike("sanya_2007", _content, ["a", "b"]) == {["violation", "second_source", "provider", "art_6"]}
	check.alike("sanya_2007", _content, ["a"]) == set()
}

test_a_collection_conforms_to_the_catalogue if {
	found := check.problems("sanya_2007", {"type": "collection", "conforming": false})
	found == {["violation", "not_conforming", "conforming", "art_6"]}
	check.problems("sanya_2007", {"type": "collection", "conforming": true}) == set()
}

test_information_is_electronic if {
	_checked({"electronic": false}) == {["violation", "not_electronic", "electronic", "art_7"]}
	_checked({"electronic": true}) == set()
}

test_a_professional_database_conforms if {
	professional := {"tier": "professional", "conforming": false}
	_checked(professional) == {["violation", "not_conforming", "conforming", "art_10"]}
	_checked({"tier": "node", "conforming": false}) == set()
}

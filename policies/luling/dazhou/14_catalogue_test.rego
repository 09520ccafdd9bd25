package luling.dazhou_test

import data.luling.catalogue_test as check

_collection_entry := {
	"type": "collection",
	"purpose": true,
	"scope": true,
	"way": true,
	"format": true,
	"process": true,
	"sample": true,
	"sharing_class": "conditional",
	"openness": "closed",
	"classification": true,
	"secrecy_level": true,
}

test_a_complete_collection_has_no_problem if check.problems("dazhou", _collection_entry) == set()

test_each_content_of_a_collection_is_needed if {
	fields := object.keys(_collection_entry) - {"type"}
	found := {field |
		some field in fields
		said := check.problems("dazhou", object.remove(_collection_entry, [field]))
		said == {["violation", "field_missing", field, "art_14__para_1"]}
	}
	found == fields
}

test_one_datum_has_one_source if {
	check.alike("dazhou", _content, ["a", "b"]) == {["violation", "second_source", "provider", "art_14__para_1"]}
	check.alike("dazhou", _content, ["a"]) == set()
}

package luling.yushui_2018_test

import data.luling.catalogue_test as check

_gathering(identifiers) := check.problems("yushui_2018", {
	"type": "collection",
	"identifiers": array.concat(["region", "attributes"], identifiers),
})

_codes(found) := {problem[1] | some problem in found}

_of_enterprises := ["organisation_code", "full_name", "legal_representative_name", "legal_representative_id"]

test_complete_entries_of_collections if {
	_gathering(_of_enterprises) == set()
	_gathering(["person_name", "passport_number"]) == set()
	_gathering(["project_code", "power_code"]) == set()
}

test_each_identifier_of_an_enterprise_is_gathered if {
	found := {problem |
		some left_out in _of_enterprises
		some problem in _gathering([other | some other in _of_enterprises; other != left_out])
	}
	found == {["violation", "enterprise_identifiers_missing", "identifiers", "art_12"]}
}

test_a_person_is_gathered_with_a_number if _codes(_gathering(["person_name"])) == {"person_identifiers_missing"}

test_whom_it_names_decides_too if {
	named := {"type": "collection", "collects_from": ["enterprise", "person", "project", "power"]}
	_codes(check.problems("yushui_2018", named)) == {
		"enterprise_identifiers_missing",
		"person_identifiers_missing",
		"project_code_missing",
		"power_code_missing",
		"region_or_attributes_missing",
	}
}

test_nobody_named_is_pointed_out if {
	_gathering([]) == {["warning", "collected_from_unknown", "collects_from", "art_12"]}
}

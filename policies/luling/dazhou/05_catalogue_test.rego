package luling.dazhou_test

import data.luling.catalogue_test as check

test_a_department_has_its_security_system if {
	check.problems("dazhou", {"type": "organization"}) == {[
		"violation",
		"field_missing",
		"security_rules",
		"art_5__para_2",
	]}
	check.problems("dazhou", {"type": "organization", "security_rules": true}) == set()
}

test_a_contractor_has_its_agreement_and_its_plan if {
	contractor := {"type": "organization", "kind": "contractor"}
	check.problems("dazhou", contractor) == {
		["violation", "field_missing", "confidentiality_agreement", "art_5__para_3"],
		["violation", "field_missing", "emergency_plan", "art_5__para_3"],
	}
	secured := {"confidentiality_agreement": true, "emergency_plan": true}
	check.problems("dazhou", object.union(contractor, secured)) == set()
}

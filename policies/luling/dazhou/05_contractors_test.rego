package luling.dazhou_test

import data.luling.builder_test as builder

_contract := {
	"subject/properties/kind": "contractor",
	"context/agreements": [builder.agreement("confidentiality", "authorising_unit")],
	"context/emergency_plan": true,
}

test_a_contractor_with_agreement_and_plan_may_serve if {
	_reasons("contract", _contract) == {["permit", "contract_secured", "art_5__para_3"]}
	_obligations("contract", _contract) == {"respond_to_incidents"}
}

test_a_contractor_without_agreement_signs_first if {
	facts := _without(_contract, "context/agreements")
	_reasons("contract", facts) == {["refer", "confidentiality_agreement_missing", "art_5__para_3"]}
	_steps("contract", facts) == {["sign_agreement", "authorising_unit"]}
}

test_without_agreement_the_plan_does_not_matter if {
	_effect("contract", {"subject/properties/kind": "contractor"}) == "refer"
}

test_an_agreement_with_another_role_does_not_count if {
	facts := object.union(_contract, {"context/agreements": [builder.agreement("confidentiality", "big_data_bureau")]})
	_effect("contract", facts) == "refer"
	["incompetent_authority", "art_5__para_3"] in _notices("contract", facts)
}

test_an_expired_agreement_does_not_count if {
	expired := object.union(
		builder.agreement("confidentiality", "authorising_unit"),
		{"expires": "2026-11-22T00:00:00.000000Z"},
	)
	_effect("contract", object.union(_contract, {"context/agreements": [expired]})) == "refer"
}

test_a_contractor_without_plan_makes_one if {
	facts := object.union(_contract, {"context/emergency_plan": false})
	_steps("contract", facts) == {["make_emergency_plan", "contractor"]}
}

test_an_unknown_plan_leaves_it_open if {
	facts := _without(_contract, "context/emergency_plan")
	_effect("contract", facts) == "indeterminate"
	_missing("contract", facts) == {"context.emergency_plan"}
}

test_only_contractors_contract if {
	facts := object.union(_contract, {"subject/properties/kind": "enterprise"})
	_reasons("contract", facts) == {["not_applicable", "kind_not_covered", "art_5__para_3"]}
}

_supply := {"context/recipient": {"kind": "contractor"}, "context/agreements": _contract["context/agreements"]}

test_a_contractor_under_its_agreement_is_supplied if {
	_reasons("transfer", _supply) == {["permit", "contractor_under_agreement", "art_5__para_3"]}
}

test_supply_to_a_contractor_without_agreement_waits_for_it if {
	facts := _without(_supply, "context/agreements")
	_effect("transfer", facts) == "refer"
	_steps("transfer", facts) == {["sign_agreement", "authorising_unit"]}
}

test_departments_that_collect_keep_their_data_secure if {
	facts := {"context/purpose/within_duties": true, "context/available_on_platform": false}
	"security_system" in _obligations("collect", facts)
}

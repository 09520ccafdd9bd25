package luling.dazhou_test

import data.luling.builder_test as builder
import data.luling.decision

_party := object.union(_stated, {"subject/properties/kind": "party_organ", "subject/properties/level": "municipal"})

test_municipal_party_organs_apply_it_by_reference if {
	_effect("use", _party) == "permit"
	["applied_by_reference", "art_32"] in _notices("use", _party)
}

test_other_party_organs_are_outside if {
	facts := object.union(_party, {"subject/properties/level": "county"})
	_reasons("use", facts) == {["not_applicable", "not_municipal_party_organ", "art_32"]}
}

test_an_unknown_level_of_a_party_organ_leaves_it_open if {
	_missing("use", _without(_party, "subject/properties/level")) == {"subject.properties.level"}
}

test_secret_projects_are_outside if {
	facts := {
		"subject/properties/level": "municipal",
		"resource/properties/secret_project": true,
		"resource/properties/investment_fen": 1,
	}
	every action in ["start_project", "commission"] {
		_reasons(action, facts) == {["not_applicable", "secret_project", "art_33"]}
	}
}

test_services_for_a_secret_project_are_outside if {
	facts := object.union(_contract, {"resource/type": "project", "resource/properties/secret_project": true})
	_reasons("contract", facts) == {["not_applicable", "secret_project", "art_33"]}
}

test_whether_a_project_is_secret_must_be_known if {
	facts := {"subject/properties/level": "municipal", "resource/properties/investment_fen": 1}
	_missing("start_project", facts) == {"resource.properties.secret_project"}
}

test_the_answer_says_that_the_effective_date_is_unknown if {
	["effective_date_unknown", "art_34"] in _notices("use", _stated)
}

test_an_effective_date_of_the_register_is_kept if {
	facts := object.union(_stated, {"subject/properties/kind": "administrative_organ"})
	answer := decision.answer with input as builder.request("dazhou", "use", facts)
		with data.law.dazhou.effective as {"from": "2027-01-01T00:00:00.000000Z", "until": "9999-12-31T23:59:59.999999Z"}
	answer.reasons == [{"kind": "not_applicable", "code": "not_in_force", "article": "dazhou/art_34"}]
}

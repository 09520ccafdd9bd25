package luling.dazhou_test

import data.luling.builder_test as builder
import data.luling.decision

test_organs_and_public_institutions_are_covered if {
	every kind in ["administrative_organ", "public_institution", "utility"] {
		_effect("charge", {"subject/properties/kind": kind}) == "deny"
	}
}

test_other_kinds_are_outside if {
	every kind in ["social_organization", "central_agency", "contractor", "enterprise", "person"] {
		_reasons("charge", {"subject/properties/kind": kind}) == {[
			"not_applicable",
			"kind_not_covered",
			"art_2__para_1",
		]}
	}
}

test_an_unknown_kind_leaves_it_open if {
	answer := decision.answer with input as builder.request("dazhou", "publish", {})
	answer.effect == "indeterminate"
	"subject.properties.kind" in answer.missing
}

test_another_area_is_outside if {
	_reasons("charge", {"subject/properties/jurisdictions": ["510100", "510000"]}) == {[
		"not_applicable",
		"outside_area",
		"art_2__para_1",
	]}
}

test_an_act_without_rules_is_outside if {
	every action in ["deploy_terminal", "refuse_service", "redirect_person"] {
		_reasons(action, {}) == {["not_applicable", "action_not_covered", "art_2__para_2"]}
	}
}

test_projects_of_other_levels_are_outside if {
	facts := {
		"subject/properties/level": "county",
		"resource/properties/investment_fen": 1,
		"resource/properties/kind": "cloud",
		"resource/properties/secret_project": false,
	}
	every action in ["start_project", "commission", "build"] {
		["not_applicable", "not_municipal_project", "art_2__para_3"] in _reasons(action, facts)
	}
}

test_the_data_of_a_county_organ_are_covered if {
	_effect("charge", {"subject/properties/level": "county"}) == "deny"
}

test_an_unknown_level_leaves_a_project_open if {
	facts := {"resource/properties/investment_fen": 1, "resource/properties/secret_project": false}
	_effect("start_project", facts) == "indeterminate"
	_missing("start_project", facts) == {"subject.properties.level"}
}

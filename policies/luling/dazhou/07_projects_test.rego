package luling.dazhou_test

import data.luling.builder_test as builder
import data.luling.decision

_project := {
	"subject/properties/level": "municipal",
	"resource/properties/secret_project": false,
	"resource/properties/investment_fen": 30000000,
}

_review := {"context/approvals": [builder.approval("project_review", "big_data_bureau")]}

test_a_project_below_the_threshold_needs_no_review if {
	facts := object.union(_project, {"resource/properties/investment_fen": 29999999})
	_reasons("start_project", facts) == {["permit", "below_review_threshold", "art_7__para_1"]}
}

test_a_project_at_the_threshold_is_reviewed_first if {
	_reasons("start_project", _project) == {
		["refer", "project_review_missing", "art_7__para_1"],
		["refer", "procedures_closed", "art_8"],
	}
	_steps("start_project", _project) == {
		["submit_plan", "big_data_bureau"],
		["obtain_approval", "big_data_bureau"],
	}
}

test_an_incomplete_plan_is_completed if {
	facts := object.union(_project, {"resource/properties/plan_contents": ["basis", "goal"]})
	["complete_plan", "project_unit"] in _steps("start_project", facts)
}

test_a_complete_plan_is_only_submitted if {
	contents := ["basis", "goal", "content", "budget", "mode", "operation", "security"]
	facts := object.union(_project, {"resource/properties/plan_contents": contents})
	not ["complete_plan", "project_unit"] in _steps("start_project", facts)
}

test_a_reviewed_project_may_start if {
	facts := object.union(_project, _review)
	_reasons("start_project", facts) == {["permit", "approved", "art_8"]}
}

test_a_reviewed_project_starts_whatever_it_costs if {
	facts := object.union(_without(_project, "resource/properties/investment_fen"), _review)
	_effect("start_project", facts) == "permit"
}

test_a_review_of_another_project_does_not_count if {
	other := object.union(builder.approval("project_review", "big_data_bureau"), {"resource": "data-2"})
	_effect("start_project", object.union(_project, {"context/approvals": [other]})) == "refer"
}

test_a_review_by_the_finance_bureau_does_not_count if {
	by_finance := {"context/approvals": [builder.approval("project_review", "finance_bureau")]}
	facts := object.union(_project, by_finance)
	_effect("start_project", facts) == "refer"
	["incompetent_authority", "art_7__para_2"] in _notices("start_project", facts)
}

test_an_unknown_investment_leaves_it_open if {
	facts := _without(_project, "resource/properties/investment_fen")
	_effect("start_project", facts) == "indeterminate"
	_missing("start_project", facts) == {"resource.properties.investment_yuan"}
}

test_an_information_system_is_built_as_a_project if {
	facts := object.union(_project, {"resource/properties/kind": "information_system"})
	_effect("build", facts) == "refer"
	_effect("build", object.union(facts, _review)) == "permit"
	_effect("build", object.union(facts, {"resource/properties/investment_fen": 1})) == "permit"
}

test_the_threshold_is_a_number_of_the_register if {
	values := [{
		"from": "0001-01-01T00:00:00.000000Z",
		"until": "9999-12-31T23:59:59.999999Z",
		"value": 50000000,
	}]
	facts := object.union(_project, {"subject/properties/kind": "administrative_organ"})
	answer := decision.answer with input as builder.request("dazhou", "start_project", facts)
		with data.law.dazhou.parameters.review_threshold.values as values
	answer.effect == "permit"
}

package luling.dazhou_test

import data.luling.builder_test as builder

_finished := {"subject/properties/level": "municipal", "resource/properties/secret_project": false}

_acceptance(outcome) := {"context/approvals": [object.union(
	builder.approval("acceptance", "project_unit"),
	{"outcome": outcome},
)]}

test_an_accepted_project_is_put_into_use_and_filed if {
	facts := object.union(_finished, _acceptance("approved"))
	_reasons("commission", facts) == {["permit", "acceptance_passed", "art_9__para_2"]}
	"file_acceptance" in _obligations("commission", facts)
}

test_a_project_is_accepted_first if {
	_reasons("commission", _finished) == {["refer", "acceptance_missing", "art_9__para_2"]}
	_answer("commission", _finished).next_steps == [{
		"code": "accept_project",
		"to": "project_unit",
		"article": "dazhou/art_9__para_1",
		"deadline": {"term": "promptly", "starts": "completed", "bearer": "project_unit"},
	}]
}

test_a_failed_acceptance_forbids_the_use if {
	facts := object.union(_finished, _acceptance("failed"))
	_reasons("commission", facts) == {["deny", "acceptance_failed", "art_9__para_2"]}
}

test_a_later_acceptance_ends_the_prohibition if {
	passed := builder.approval("acceptance", "project_unit")
	both := {"context/approvals": [passed, object.union(passed, {"outcome": "failed"})]}
	_effect("commission", object.union(_finished, both)) == "permit"
}

test_an_acceptance_by_the_bureau_does_not_count if {
	facts := object.union(_finished, {"context/approvals": [builder.approval("acceptance", "big_data_bureau")]})
	_effect("commission", facts) == "refer"
}

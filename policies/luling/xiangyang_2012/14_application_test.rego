package luling.xiangyang_2012_test

import data.luling.builder_test as builder

# Conditional data whose only condition is met, or is not.
_met := object.union_n([
	_ready,
	_class("conditional"),
	{"resource/properties/conditions": ["duty_basis"], "context/conditions_met": ["duty_basis"]},
])

_unmet := object.union_n([_ready, _class("conditional"), {"resource/properties/conditions": ["duty_basis"]}])

_centre := builder.approval("access", "data_center")

_government := builder.approval("access", "municipal_government")

test_met_conditions_go_to_the_centre if {
	answer := _answer("obtain", _met)
	answer.effect == "refer"
	answer.reasons == [{"kind": "refer", "code": "approval_missing", "article": "xiangyang_2012/art_14"}]
	answer.next_steps == [_step("apply", "data_center", "art_14")]
}

test_centre_approves_where_conditions_are_met if {
	answer := _answer("obtain", object.union(_met, _approvals([_centre])))
	answer.effect == "permit"
	_says(answer, "permit", "approved", "art_14")
	_owes(answer, "notify_provider", "art_14", "data_center")
}

test_provider_cannot_refuse_where_conditions_are_met if {
	refused := {"context/application": {"filed": true, "refused_by_provider": true}}
	_answer("obtain", object.union_n([_met, refused, _approvals([_centre])])).effect == "permit"
	answer := _answer("obtain", object.union(_met, refused))
	answer.effect == "refer"
	answer.next_steps == [_step("apply", "data_center", "art_14")]
}

test_unstated_conditions_go_to_the_centre if {
	answer := _answer("obtain", object.union(_ready, _class("conditional")))
	answer.effect == "refer"
	answer.next_steps == [_step("apply", "data_center", "art_14")]
}

test_expired_approval_does_not_count if {
	expired := object.union(_centre, {"expires": "2026-11-22T16:00:00.000000Z"})
	_answer("obtain", object.union(_met, _approvals([expired]))).effect == "refer"
}

test_approval_for_other_data_does_not_count if {
	other := object.union(_centre, {"resource": "data-2"})
	_answer("obtain", object.union(_met, _approvals([other]))).effect == "refer"
}

test_lead_office_cannot_approve if {
	answer := _answer("obtain", object.union(_met, _approvals([builder.approval("access", "lead_office")])))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_14")
}

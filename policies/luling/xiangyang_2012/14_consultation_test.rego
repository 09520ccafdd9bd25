package luling.xiangyang_2012_test

_refused := {"context/application": {"filed": true, "refused_by_provider": true, "refusal_reasons": "purpose unclear"}}

test_unmet_conditions_are_consulted_about if {
	answer := _answer("obtain", _unmet)
	answer.effect == "refer"
	_says(answer, "refer", "preset_conditions_unmet", "art_14")
	{step | some step in answer.next_steps} == {
		_step("apply", "data_center", "art_14"),
		_step("consult_provider", "data_center", "art_14"),
	}
}

test_filed_application_is_not_filed_again if {
	answer := _answer("obtain", object.union(_unmet, {"context/application": {"filed": true}}))
	answer.next_steps == [_step("consult_provider", "data_center", "art_14")]
}

test_agreement_in_the_consultation_shares_the_data if {
	_answer("obtain", object.union(_unmet, _approvals([_centre]))).effect == "permit"
}

test_refused_consumer_may_go_to_the_municipal_government if {
	answer := _answer("obtain", object.union(_unmet, _refused))
	answer.effect == "refer"
	answer.reasons == [{"kind": "refer", "code": "provider_refused", "article": "xiangyang_2012/art_14"}]
	answer.next_steps == [_step("obtain_approval", "municipal_government", "art_14")]
}

test_refusal_without_reasons_asks_for_them if {
	refused := {"context/application": {"filed": true, "refused_by_provider": true}}
	answer := _answer("obtain", object.union(_unmet, refused))
	answer.effect == "refer"
	_says(answer, "refer", "refusal_unreasoned", "art_14")
	{step | some step in answer.next_steps} == {
		_step("state_refusal_reasons", "provider", "art_14"),
		_step("obtain_approval", "municipal_government", "art_14"),
	}
}

test_refusal_tells_that_the_conditions_were_unmet if {
	answer := _answer("obtain", object.union_n([_ready, _class("conditional"), _refused]))
	answer.next_steps == [_step("obtain_approval", "municipal_government", "art_14")]
}

test_refusal_by_the_centre_leads_to_the_municipal_government if {
	answer := _answer("obtain", object.union(_unmet, _approvals([_by("access", "data_center", "refused")])))
	answer.next_steps == [_step("obtain_approval", "municipal_government", "art_14")]
}

test_centre_cannot_approve_after_the_refusal if {
	answer := _answer("obtain", object.union_n([_unmet, _refused, _approvals([_centre])]))
	answer.effect == "refer"
	_says(answer, "refer", "provider_refused", "art_14")
}

test_unstated_conditions_leave_the_centres_approval_open if {
	answer := _answer("obtain", object.union_n([_ready, _class("conditional"), _refused, _approvals([_centre])]))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.conditions"]
}

test_municipal_government_may_approve_after_the_refusal if {
	answer := _answer("obtain", object.union_n([_unmet, _refused, _approvals([_government])]))
	answer.effect == "permit"
	_says(answer, "permit", "approved", "art_14")
}

test_municipal_refusal_is_the_end if {
	answer := _answer("obtain", object.union_n([
		_unmet,
		_refused,
		_approvals([_by("access", "municipal_government", "refused"), _centre]),
	]))
	answer.effect == "deny"
	_says(answer, "deny", "refused_by_government", "art_14")
}

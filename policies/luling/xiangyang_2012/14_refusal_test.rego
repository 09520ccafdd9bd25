package luling.xiangyang_2012_test

_asked := {"context/application": {"filed": true}}

_reasoned := {"context/application": {"filed": true, "refusal_reasons": "purpose unclear"}}

test_refusal_of_met_conditions_is_denied if {
	answer := _answer("refuse", object.union(_met, _reasoned))
	answer.effect == "deny"
	_says(answer, "deny", "refused_though_conditions_met", "art_14")
}

test_reasoned_refusal_is_permitted if {
	answer := _answer("refuse", object.union(_unmet, _reasoned))
	answer.effect == "permit"
	_says(answer, "permit", "refusal_reasoned", "art_14")
}

test_refusal_waits_for_its_reasons if {
	answer := _answer("refuse", object.union(_unmet, _asked))
	answer.effect == "refer"
	_says(answer, "refer", "refusal_unreasoned", "art_14")
	answer.next_steps == [_step("state_refusal_reasons", "provider", "art_14")]
}

test_refusal_with_unstated_conditions_is_open if {
	answer := _answer("refuse", object.union(_class("conditional"), _reasoned))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.conditions"]
}

test_approved_sharing_cannot_be_refused if {
	answer := _answer("refuse", object.union_n([_unmet, _reasoned, _approvals([_government])]))
	answer.effect == "deny"
	_says(answer, "deny", "refused_though_approved", "art_14")
}

test_special_data_may_be_withheld_until_approved if {
	answer := _answer("refuse", object.union(_class("special"), _asked))
	answer.effect == "permit"
	_says(answer, "permit", "special_not_approved", "art_15")
}

test_approved_special_data_cannot_be_refused if {
	answer := _answer("refuse", object.union_n([_class("special"), _asked, _approvals([_government])]))
	answer.effect == "deny"
	_says(answer, "deny", "refused_though_approved", "art_15")
}

test_centre_cannot_bind_the_provider_of_special_data if {
	_answer("refuse", object.union_n([_class("special"), _asked, _approvals([_centre])])).effect == "permit"
}

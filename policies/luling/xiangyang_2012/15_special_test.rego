package luling.xiangyang_2012_test

_special_data(recipients) := object.union(
	_class("special"),
	{"resource/properties/designated_recipients": recipients},
)

_designated := object.union(_ready, _special_data(["unit-a"]))

test_designated_recipient_asks_the_municipal_government if {
	answer := _answer("obtain", _designated)
	answer.effect == "refer"
	_says(answer, "refer", "approval_missing", "art_15")
	answer.next_steps == [_step("obtain_approval", "municipal_government", "art_15")]
}

test_approved_recipient_may_obtain if {
	answer := _answer("obtain", object.union(_designated, _approvals([_government])))
	answer.effect == "permit"
	_says(answer, "permit", "approved", "art_15")
}

test_centre_cannot_approve_special_data if {
	answer := _answer("obtain", object.union(_designated, _approvals([_centre])))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_14")
}

test_others_are_denied_even_with_an_approval if {
	answer := _answer("obtain", object.union_n([_ready, _special_data(["unit-x"]), _approvals([_government])]))
	answer.effect == "deny"
	_says(answer, "deny", "not_designated", "art_15")
}

test_unknown_designation_leaves_it_open if {
	answer := _answer("obtain", object.union_n([_ready, _class("special"), _approvals([_government])]))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.designated_recipients"]
}

test_municipal_refusal_of_special_data_is_the_end if {
	refused := _approvals([_by("access", "municipal_government", "refused")])
	answer := _answer("obtain", object.union(_designated, refused))
	answer.effect == "deny"
	_says(answer, "deny", "refused_by_government", "art_15")
}

_to(id) := object.union(_ready, {"context/recipient": {"id": id}})

test_special_data_go_to_no_other_recipient if {
	answer := _answer("transfer", object.union(_to("unit-b"), _special_data(["unit-a"])))
	answer.effect == "deny"
	_says(answer, "deny", "transferee_not_designated", "art_15")
}

test_special_data_without_recipients_go_to_nobody if {
	_answer("transfer", object.union(_ready, _special_data([]))).effect == "deny"
}

test_special_data_may_go_to_a_designated_recipient if {
	_answer("transfer", object.union(_to("unit-b"), _special_data(["unit-a", "unit-b"]))).effect == "permit"
}

test_special_transfer_asks_for_recipient_and_designation if {
	_answer("transfer", object.union(_ready, _class("special"))).missing == [
		"context.recipient.id",
		"resource.properties.designated_recipients",
	]
}

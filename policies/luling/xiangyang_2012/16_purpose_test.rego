package luling.xiangyang_2012_test

test_use_within_duties_is_permitted if {
	answer := _answer("use", _in_duties)
	answer.effect == "permit"
	_says(answer, "permit", "own_duties", "art_16")
}

test_every_other_purpose_is_denied if {
	facts := object.union_n([_ready, _class("unconditional"), {"context/purpose/within_duties": false}])
	every action in ["obtain", "use", "transfer"] {
		answer := _answer(action, facts)
		answer.effect == "deny"
		_says(answer, "deny", "outside_duties", "art_16")
	}
}

test_unknown_purpose_leaves_use_open if {
	answer := _answer("use", {})
	answer.effect == "indeterminate"
	answer.missing == ["context.purpose.within_duties"]
}

test_transfer_for_duties_through_the_centre_is_permitted if {
	answer := _answer("transfer", object.union(_ready, _class("conditional")))
	answer.effect == "permit"
	_says(answer, "permit", "own_duties", "art_16")
	_owes(answer, "recipient_applies_itself", "art_16", "consumer")
}

test_obtaining_binds_to_own_duties if {
	answer := _answer("obtain", object.union(_ready, _class("unconditional")))
	_owes(answer, "own_duties_only", "art_16", "consumer")
}

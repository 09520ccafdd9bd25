package luling.liaoning_2019_test

_unconditional := {"resource/properties/sharing_class": "unconditional"}

_for_duties := object.union(_unconditional, {"context/purpose/within_duties": true})

test_outside_duties_is_denied if {
	answers := [_answer(action, object.union(_unconditional, {"context/purpose/within_duties": false})) |
		some action in ["obtain", "use"]
	]
	[answer.effect | some answer in answers] == ["deny", "deny"]
	answers[0].reasons == [{"kind": "deny", "code": "outside_duties", "article": "liaoning_2019/art_16"}]
}

test_unknown_duties_leave_it_open if {
	answer := _answer("obtain", _unconditional)
	answer.effect == "indeterminate"
	answer.missing == ["context.purpose.within_duties"]
}

test_use_for_own_duties_is_allowed_and_bound if {
	answer := _answer("use", _for_duties)
	answer.effect == "permit"
	_says(answer, "permit", "own_duties", "art_16")
	{duty.code | some duty in answer.obligations} == {"own_duties_only", "no_third_party"}
}

test_signs_of_another_use_are_pointed_out if {
	signs := {"context/purpose/commercial": true, "context/purpose/matches_stated_use": false}
	told := [sign |
		some sign, value in signs
		answer := _answer("use", object.union(_for_duties, {sign: value}))
		answer.effect == "permit"
		_says(answer, "notice", "sign_of_disguised_use", "art_16")
	]
	count(told) == 2
}

test_nothing_is_handed_to_third_parties if {
	answers := [_answer(action, {}) | some action in ["transfer", "publish"]]
	told := [answer |
		some answer in answers
		answer.effect == "deny"
		_says(answer, "deny", "third_party", "art_16")
	]
	count(told) == 2
}

test_another_form_does_not_help if {
	answer := _answer("transfer", {"context/recipient": {"id": "company-1", "altered_form": true}})
	answer.effect == "deny"
	_says(answer, "deny", "altered_form", "art_16")
}

package luling.liaoning_2019_test

_refused := {"resource/properties/sharing_class": "conditional"}

test_a_refusal_with_reasons_is_allowed if {
	answer := _answer("refuse", object.union(_refused, {"context/application/refusal_reasons": "…"}))
	answer.effect == "permit"
	_says(answer, "permit", "refusal_with_reasons", "art_17__para_2")
}

test_a_refusal_needs_reasons_in_time if {
	answer := _answer("refuse", _refused)
	answer.effect == "refer"
	_says(answer, "refer", "reasons_missing", "art_17__para_2")
	answer.next_steps == [{
		"code": "state_reasons",
		"to": "provider",
		"article": "liaoning_2019/art_17__para_2",
		"deadline": {"days": 5, "unit": "working_day", "starts": "received", "bearer": "provider"},
	}]
}

test_a_disputed_refusal_is_open_to_coordination if {
	answer := _answer("refuse", object.union(
		_refused,
		{"context/application/refusal_reasons": "…", "context/application/disputed": true},
	))
	answer.obligations == [{
		"code": "accept_coordination",
		"article": "liaoning_2019/art_17__para_3",
		"bearer": "provider",
	}]
}

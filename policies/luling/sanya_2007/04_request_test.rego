package luling.sanya_2007_test

test_a_complete_request_is_enough if {
	answer := _answer("obtain", _obtaining, {})
	answer.effect == "permit"
	_obliges(answer, "respond_promptly", "provider", "art_4__item_2")
	_obliges(answer, "provide_free", "provider", "art_4__item_6")
}

test_each_of_the_four_contents_is_needed if {
	needless := {content |
		some content in {"content", "scope", "use", "way"}
		stated := object.remove(_obtaining["context/application"], [content])
		answer := _answer("obtain", object.remove(_obtaining, ["context/application"]), {"context/application": stated})
		not _says(answer, "refer", "request_incomplete", "art_4__item_1")
	}
	count(needless) == 0
}

test_a_request_goes_to_the_department_and_is_answered_promptly if {
	answer := _answer_without("obtain", _obtaining, ["context/application"])
	_points(answer, "state_request", "informatization_department", "art_12")
	answer.next_steps[0].deadline == {"term": "promptly", "starts": "received", "bearer": "provider"}
}

test_a_request_outside_functions_is_denied if {
	answer := _answer("obtain", _obtaining, {"context/purpose/within_duties": false})
	_says(answer, "deny", "outside_duties", "art_4__item_1")
}

test_charging_is_denied_whatever_the_fee if {
	organ := {"subject/properties/kind": "administrative_organ"}
	_says(_answer("charge", organ, {}), "deny", "charge_for_sharing", "art_4__item_6")
	_says(_answer("charge", organ, {"context/fee_fen": 1}), "deny", "charge_for_sharing", "art_4__item_6")
}

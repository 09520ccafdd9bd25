package luling.dazhou_test

test_anyone_may_request_an_opening if {
	every kind in ["person", "enterprise", "social_organization", "administrative_organ", "contractor"] {
		facts := {"subject/properties/kind": kind, "context/purpose/text": "交通研究"}
		_reasons("request_opening", facts) == {["permit", "anyone_may_request_opening", "art_27"]}
	}
}

test_the_purpose_may_stand_in_the_application if {
	_effect("request_opening", {"context/application/use": "交通研究"}) == "permit"
}

test_a_request_without_purpose_states_it_first if {
	_reasons("request_opening", {}) == {["refer", "purpose_not_stated", "art_27"]}
	_steps("request_opening", {}) == {["state_purpose", "provider"]}
}

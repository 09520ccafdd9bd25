package luling.sanya_2007_test

test_own_duties_are_what_sharing_is_for if {
	answer := _answer("use", _using, {})
	_says(answer, "permit", "own_duties", "art_21")
	_obliges(answer, "own_duties_only", "consumer", "art_21")
	_obliges(answer, "no_third_party", "consumer", "art_21")
	_obliges(answer, "no_commercial_use", "consumer", "art_21")
	_obliges(answer, "report_doubts", "consumer", "art_20")
}

test_use_outside_duties_is_denied if {
	outside := {"context/purpose/within_duties": false}
	_says(_answer("use", _using, outside), "deny", "outside_duties", "art_21")
	_says(_answer("obtain", _obtaining, outside), "deny", "outside_duties", "art_21")
}

test_commercial_use_is_denied_even_within_duties if {
	_says(_answer("use", _using, {"context/purpose/commercial": true}), "deny", "commercial_use", "art_21")
}

test_an_unknown_purpose_leaves_it_open if {
	answer := _answer_without("use", _using, ["context/purpose/within_duties", "context/purpose/commercial"])
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {"context.purpose.within_duties", "context.purpose.commercial"}
}

test_passing_on_and_publishing_are_denied if {
	_says(_answer("transfer", _organ, {}), "deny", "third_party", "art_21")
	_says(_answer("publish", _organ, {}), "deny", "third_party", "art_21")
}

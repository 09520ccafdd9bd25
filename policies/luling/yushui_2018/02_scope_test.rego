package luling.yushui_2018_test

test_outside_xinyu_is_outside if {
	answer := _answer("use", {"subject/properties/jurisdictions": ["110000"]})
	answer.effect == "not_applicable"
	_why(answer) == {["outside_area", "yushui_2018/art_2__para_1"]}
}

test_all_of_xinyu_is_inside if {
	_answer("use", {"subject/properties/jurisdictions": ["360521", "360500", "360000"]}).effect == "permit"
}

test_a_utility_is_covered if _answer("use", {"subject/properties/kind": "utility"}).effect == "permit"

test_a_party_organ_is_not_covered if {
	answer := _answer("use", {"subject/properties/kind": "party_organ"})
	answer.effect == "not_applicable"
	_why(answer) == {["kind_not_covered", "yushui_2018/art_2__para_1"]}
}

test_the_kind_of_subject_must_be_known if {
	answer := _without("use", {}, ["subject/properties/kind"])
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.kind"]
}

test_opening_is_not_spoken_of if {
	answer := _answer("use", {"action/name": "open"})
	answer.effect == "not_applicable"
	["action_not_covered", "yushui_2018/art_2__para_3"] in _why(answer)
}

test_in_force_from_the_day_of_publication if {
	_answer("use", {"context/time": "2018-01-08T16:00:00.000000Z"}).effect == "permit"
	answer := _answer("use", {"context/time": "2018-01-08T15:59:59.999999Z"})
	_why(answer) == {["not_in_force", "yushui_2018/art_34"]}
}

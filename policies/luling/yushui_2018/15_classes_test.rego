package luling.yushui_2018_test

test_state_secrets_are_outside_in_sharing if {
	effects := {_answer(action, {"resource/properties/sensitivity": ["state_secret"]}).effect |
		some action in (object.keys(_facts) - {"collect", "deploy_terminal"})
	}
	effects == {"not_applicable"}
}

test_collection_does_not_ask_for_sensitivity if _answer("collect", {}).effect == "permit"

test_a_class_of_another_regulation_is_none_here if {
	answer := _answer("obtain", {"resource/properties/sharing_class": "special"})
	answer.effect == "deny"
	_why(answer) == {["not_a_class_here", "yushui_2018/art_15__para_1"]}
}

test_listing_for_all_needs_no_basis if {
	facts := {"resource/properties/sharing_class": "unconditional"}
	answer := _without("classify", facts, ["resource/properties/legal_basis"])
	_why(answer) == {["listed_for_all", "yushui_2018/art_15__para_1__item_1"]}
}

test_unconditional_information_must_not_be_refused if {
	answer := _answer("refuse", {"resource/properties/sharing_class": "unconditional"})
	answer.effect == "deny"
	_why(answer) == {["refusal_of_unconditional", "yushui_2018/art_15__para_1__item_1"]}
}

test_excluded_information_may_be_refused if {
	_why(_answer("refuse", {})) == {["excluded_class", "yushui_2018/art_15__para_1__item_3"]}
}

test_excluded_information_is_not_obtained if {
	answer := _answer("obtain", {"resource/properties/sharing_class": "excluded"})
	_why(answer) == {["excluded_class", "yushui_2018/art_15__para_1__item_3"]}
}

test_who_is_designated_must_be_known if {
	answer := _answer("obtain", {"resource/properties/sharing_class": "conditional"})
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.designated_recipients"]
}

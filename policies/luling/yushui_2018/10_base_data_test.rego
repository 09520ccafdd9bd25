package luling.yushui_2018_test

test_base_data_that_are_held_are_not_collected_again if {
	answer := _answer("collect", {"resource/properties/tier": "base", "context/available_on_platform": true})
	["base_data_shared", "yushui_2018/art_10"] in _why(answer)
}

test_base_data_that_nobody_holds_are_collected if {
	_answer("collect", {"resource/properties/tier": "base"}).effect == "permit"
}

test_the_tier_is_not_asked_for if {
	answer := _without("collect", {}, ["context/available_on_platform"])
	answer.missing == ["context.available_on_platform"]
}

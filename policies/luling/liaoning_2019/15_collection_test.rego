package luling.liaoning_2019_test

test_what_the_platform_supplies_is_not_collected_again if {
	answer := _answer("collect", {"resource/type": "collection", "context/available_on_platform": true})
	answer.effect == "deny"
	_says(answer, "deny", "repeat_collection", "art_15__para_1")
}

test_what_the_platform_lacks_may_be_collected if {
	answer := _answer("collect", {"resource/type": "collection", "context/available_on_platform": false})
	answer.effect == "permit"
	_says(answer, "permit", "not_on_platform", "art_15__para_1")
}

test_what_the_platform_has_must_be_known if {
	answer := _answer("collect", {"resource/type": "collection"})
	answer.effect == "indeterminate"
	answer.missing == ["context.available_on_platform"]
}

package luling.sanya_2007_test

_organ := {"subject/properties/kind": "administrative_organ"}

test_collecting_is_not_forbidden_and_sharing_is_advised if {
	answer := _answer("collect", _organ, {"context/available_on_platform": true})
	_says(answer, "permit", "collection_not_barred", "art_9")
	_obliges(answer, "prefer_sharing", "consumer", "art_9")
	_obliges(answer, "collect_per_catalogue", "provider", "art_6")
}

test_what_cannot_be_shared_is_collected_without_advice if {
	answer := _answer("collect", _organ, {"context/available_on_platform": false})
	answer.effect == "permit"
	not _obliges(answer, "prefer_sharing", "consumer", "art_9")
}

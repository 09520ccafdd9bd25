package luling.dazhou_test

_collection := {"context/purpose/within_duties": true, "context/available_on_platform": false}

test_data_are_collected_as_the_duties_need if {
	_reasons("collect", _collection) == {["permit", "collected_for_duties", "art_14__para_1"]}
	{"specify_collection", "no_harm_to_collected"} & _obligations("collect", _collection) == {
		"specify_collection",
		"no_harm_to_collected",
	}
}

test_collection_outside_the_duties_is_denied if {
	facts := object.union(_collection, {"context/purpose/within_duties": false})
	_reasons("collect", facts) == {["deny", "collection_outside_duties", "art_14__para_1"]}
}

test_repeated_collection_is_denied if {
	facts := object.union(_collection, {"context/available_on_platform": true})
	_reasons("collect", facts) == {["deny", "repeat_collection", "art_14__para_2"]}
}

test_unknown_availability_leaves_collection_open if {
	facts := _without(_collection, "context/available_on_platform")
	_missing("collect", facts) == {"context.available_on_platform"}
}

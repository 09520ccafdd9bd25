package luling.sanya_2007_test

_direct := {"action/properties/channel": "direct"}

test_base_and_platform_data_are_shared_through_the_exchange if {
	other := {tier |
		some tier in {"base", "platform"}
		answer := _answer("obtain", _obtaining, object.union(_direct, {"resource/properties/tier": tier}))
		_says(answer, "refer", "other_way", "art_16")
		_points(answer, "use_exchange", "information_center", "art_16")
	}
	other == {"base", "platform"}
}

test_professional_and_node_data_may_be_shared_directly if {
	free := {tier |
		some tier in {"professional", "node"}
		_answer("obtain", _obtaining, object.union(_direct, {"resource/properties/tier": tier})).effect == "permit"
	}
	free == {"professional", "node"}
}

test_an_unknown_way_leaves_it_open_only_where_the_tier_may_bind if {
	open := _answer_without("obtain", _obtaining, ["action/properties/channel"])
	open.effect == "indeterminate"
	{path | some path in open.missing} == {"action.properties.channel", "resource.properties.tier"}
}

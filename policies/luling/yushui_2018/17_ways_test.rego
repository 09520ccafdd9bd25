package luling.yushui_2018_test

_advised(tier) if {
	some obligation in _answer("obtain", {"resource/properties/tier": tier}).obligations
	obligation.code == "share_by_query_or_exchange"
	obligation.article == "yushui_2018/art_17"
}

test_ways_are_advised_for_base_and_comprehensive_databases if {
	{tier | some tier in ["base", "comprehensive", "departmental"]; _advised(tier)} == {"base", "comprehensive"}
}

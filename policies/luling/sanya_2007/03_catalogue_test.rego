package luling.sanya_2007_test

test_there_are_four_tiers if {
	_checked({"tier": "departmental"}) == {["violation", "tier_unknown", "tier", "art_3"]}
	_checked({"tier": "professional"}) == set()
}

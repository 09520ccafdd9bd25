package luling.dazhou_test

test_what_the_platform_supplies_is_not_demanded_again if {
	_reasons("demand_material", {"context/available_on_platform": true}) == {[
		"deny",
		"repeat_demand",
		"art_31__item_3",
	]}
}

test_what_the_platform_lacks_may_be_demanded if {
	_reasons("demand_material", {"context/available_on_platform": false}) == {[
		"permit",
		"not_on_platform",
		"art_31__item_3",
	]}
}

test_unknown_availability_leaves_a_demand_open if {
	_missing("demand_material", {}) == {"context.available_on_platform"}
}

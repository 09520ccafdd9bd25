package luling.dazhou_test

test_an_entry_has_one_of_the_three_classes if {
	_checked({"sharing_class": "special"}) == {["violation", "class_unknown", "sharing_class", "art_17__para_1"]}
}

test_conditional_data_state_their_conditions if {
	conditional := {"sharing_class": "conditional"}
	_checked(conditional) == {["violation", "conditions_not_set", "sharing_conditions", "art_18__para_2"]}
	_checked(object.union(conditional, {"sharing_conditions": true})) == set()
}

test_excluded_data_state_their_reasons if {
	excluded := {"sharing_class": "excluded"}
	_checked(excluded) == {["violation", "reasons_missing", "exclusion_reasons", "art_18__para_3"]}
	_checked(object.union(excluded, {"exclusion_reasons": true})) == set()
	_checked(object.union(excluded, {"legal_basis": {"citation": true}})) == set()
}

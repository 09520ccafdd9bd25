package luling.dazhou_test

test_unconditional_data_are_not_refused if {
	_reasons("refuse", _class("unconditional")) == {["deny", "unconditional_refused", "art_18__para_1"]}
}

_conditional := object.union(_class("conditional"), {"resource/properties/conditions": ["duty_basis"]})

test_conditional_data_are_refused_where_conditions_are_unmet if {
	_reasons("refuse", _conditional) == {["permit", "refusal_allowed", "art_18__para_2"]}
}

test_conditional_data_are_not_refused_where_conditions_are_met if {
	facts := object.union(_conditional, {"context/conditions_met": ["duty_basis"]})
	_reasons("refuse", facts) == {["deny", "conditions_are_met", "art_18__para_2"]}
}

test_conditions_are_set_in_the_catalogue if {
	_reasons("classify", _class("conditional")) == {["refer", "conditions_not_set", "art_18__para_2"]}
	_steps("classify", _class("conditional")) == {["set_conditions", "provider"]}
}

test_excluded_data_are_refused_with_reasons if {
	facts := object.union(_class("excluded"), {"context/application/refusal_reasons": "涉及隐私"})
	_reasons("refuse", facts) == {["permit", "refusal_allowed", "art_18__para_3"]}
	_obligations("refuse", facts) == {"keep_catalogued"}
}

test_excluded_data_are_not_refused_without_reasons if {
	_steps("refuse", _class("excluded")) == {["state_reasons", "provider"]}
}

test_excluded_data_are_catalogued_all_the_same if {
	facts := object.union(_class("excluded"), {
		"context/application/refusal_reasons": "涉及隐私",
		"resource/properties/catalogued": false,
	})
	_reasons("refuse", facts) == {["refer", "not_catalogued", "art_18__para_3"]}
	_steps("refuse", facts) == {["catalogue_entry", "provider"]}
}

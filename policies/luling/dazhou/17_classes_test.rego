package luling.dazhou_test

_class(name) := {"resource/properties/sharing_class": name}

test_unconditional_is_a_class if {
	_reasons("classify", _class("unconditional")) == {["permit", "class_recognised", "art_17__para_2"]}
}

test_conditional_is_a_class_with_conditions if {
	facts := object.union(_class("conditional"), {"resource/properties/conditions": ["duty_basis"]})
	_reasons("classify", facts) == {["permit", "class_recognised", "art_17__para_3"]}
}

test_excluded_is_a_class_with_reasons if {
	cited := object.union(_class("excluded"), {"resource/properties/legal_basis": {"citation": "保密规定"}})
	_reasons("classify", cited) == {["permit", "class_recognised", "art_17__para_4"]}
	told := object.union(_class("excluded"), {"context/application/refusal_reasons": "涉及隐私"})
	_effect("classify", told) == "permit"
}

test_there_is_no_fourth_class if {
	_reasons("classify", _class("special")) == {["deny", "class_unknown", "art_17__para_1"]}
}

test_an_unknown_class_leaves_cataloguing_open if {
	_missing("classify", {}) == {"resource.properties.sharing_class"}
}

test_excluded_data_are_not_obtained if {
	facts := object.union(_sharing, _class("excluded"))
	_reasons("obtain", facts) == {["deny", "excluded_class", "art_17__para_4"]}
}

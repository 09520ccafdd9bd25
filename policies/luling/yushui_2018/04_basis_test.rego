package luling.yushui_2018_test

_basis(level, offices) := {"resource/properties/legal_basis": {"level": level, "filed_with": offices}}

_class(class) := {"resource/properties/sharing_class": class}

test_a_restriction_on_a_local_regulation_is_listed if {
	answer := _answer("classify", _basis("local_regulation", ["government_office"]))
	_why(answer) == {["basis_given", "yushui_2018/art_4__item_1"]}
}

test_a_restriction_on_a_policy_is_denied if {
	answer := _answer("classify", _basis("policy", ["government_office"]))
	answer.effect == "deny"
	_why(answer) == {["basis_insufficient", "yushui_2018/art_4__item_1"]}
}

test_an_exclusion_on_a_policy_is_listed_and_the_conflict_told if {
	facts := object.union(_class("excluded"), _basis("policy", ["government_office"]))
	answer := _answer("classify", facts)
	answer.effect == "permit"
	some reason in answer.reasons
	reason == {"kind": "notice", "code": "basis_below_regulation", "article": "yushui_2018/art_4__item_1"}
}

test_an_exclusion_on_a_law_has_no_conflict if {
	answer := _answer("classify", _class("excluded"))
	answer.effect == "permit"
	count(answer.reasons) == 1
}

test_a_basis_must_be_handed_in if {
	steps := [answer.next_steps |
		some class in ["conditional", "excluded"]
		answer := _answer("classify", object.union(_class(class), _basis("law", ["information_center"])))
		answer.effect == "refer"
	]
	step := {"code": "hand_in_basis", "to": "government_office", "article": "yushui_2018/art_4__item_1"}
	steps == [[step], [step]]
}

test_the_basis_of_a_restriction_must_be_known if {
	answer := _without("classify", {}, ["resource/properties/legal_basis"])
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {
		"resource.properties.legal_basis.level",
		"resource.properties.legal_basis.filed_with",
	}
}

test_the_level_of_an_exclusion_is_not_asked_for if {
	answer := _without("classify", _class("excluded"), ["resource/properties/legal_basis"])
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.legal_basis.filed_with"]
}

test_a_refusal_waits_until_the_basis_is_handed_in if {
	answer := _answer("refuse", _basis("law", []))
	answer.effect == "refer"
	_why(answer) == {["basis_not_given", "yushui_2018/art_4__item_1"]}
}

test_a_basis_of_which_nothing_is_known_may_have_to_be_handed_in if {
	answer := _without("classify", _class("excluded"), ["resource/properties/legal_basis"])
	some reason in answer.reasons
	reason == {"kind": "indeterminate", "code": "basis_not_given", "article": "yushui_2018/art_4__item_1"}
}

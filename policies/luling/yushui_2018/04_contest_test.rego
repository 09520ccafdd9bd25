package luling.yushui_2018_test

_restricted_by(level) := {
	"resource/properties/sharing_class": "conditional",
	"resource/properties/designated_recipients": ["unit-x"],
	"resource/properties/legal_basis": {"level": level},
}

_contest := {"code": "contest_class", "to": "government_office", "article": "yushui_2018/art_4__item_1"}

test_who_is_kept_out_by_a_policy_may_contest if {
	answer := _answer("obtain", object.union(_restricted_by("policy"), {"context/approvals": [_grant("approved")]}))
	answer.effect == "refer"
	answer.next_steps == [_contest]
}

test_who_is_kept_out_by_a_law_may_not_contest if {
	answer := _answer("obtain", _restricted_by("law"))
	answer.effect == "deny"
	_why(answer) == {["not_designated", "yushui_2018/art_15__para_1__item_2"]}
}

test_who_is_refused_under_a_policy_may_contest if {
	facts := {"resource/properties/designated_recipients": ["unit-a"], "context/approvals": [_grant("refused")]}
	answer := _answer("obtain", object.union(_restricted_by("policy"), facts))
	answer.effect == "refer"
	answer.next_steps == [_contest]
}

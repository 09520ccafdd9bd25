package luling.yushui_2018_test

import data.luling.builder_test as builder

_restricted := {
	"resource/properties/sharing_class": "conditional",
	"resource/properties/designated_recipients": ["unit-a"],
}

_decided(approval) := object.union(_restricted, {"context/approvals": [approval]})

test_a_designated_unit_with_the_grant_obtains if {
	answer := _answer("obtain", _decided(_grant("approved")))
	_why(answer) == {["approved", "yushui_2018/art_18__para_2__item_3"]}
	"explain_to_requester" in {obligation.code | some obligation in answer.obligations}
}

test_a_designated_unit_waits_for_the_centre if {
	answer := _answer("obtain", _restricted)
	answer.effect == "refer"
	answer.next_steps == [{
		"code": "obtain_center_decision",
		"to": "information_center",
		"article": "yushui_2018/art_18__para_2__item_3",
	}]
}

test_an_expired_grant_does_not_count if {
	grant := object.union(_grant("approved"), {"expires": "2026-11-22T00:00:00.000000Z"})
	_answer("obtain", _decided(grant)).effect == "refer"
}

test_a_grant_by_the_provider_does_not_count if {
	answer := _answer("obtain", _decided(builder.approval("access", "provider")))
	answer.effect == "refer"
	"incompetent_authority" in {reason.code | some reason in answer.reasons}
}

test_a_refusal_by_the_centre_is_final if {
	answer := _answer("obtain", _decided(_grant("refused")))
	answer.effect == "deny"
	_why(answer) == {["refused_by_center", "yushui_2018/art_18__para_2__item_3"]}
}

test_a_refusal_leaves_unconditional_information_open if {
	_answer("obtain", {"context/approvals": [_grant("refused")]}).effect == "permit"
}

test_the_provider_leaves_the_decision_to_the_centre if {
	answer := _answer("refuse", _restricted)
	answer.effect == "refer"
	_why(answer) == {["center_decides", "yushui_2018/art_18__para_2__item_3"]}
}

test_the_provider_may_follow_a_refusal if {
	answer := _answer("refuse", _decided(_grant("refused")))
	_why(answer) == {["refused_by_center", "yushui_2018/art_18__para_2__item_3"]}
	answer.effect == "permit"
}

test_the_provider_may_not_resist_a_grant if {
	answer := _answer("refuse", _decided(_grant("approved")))
	answer.effect == "deny"
	_why(answer) == {["granted_by_center", "yushui_2018/art_18__para_2__item_3"]}
}

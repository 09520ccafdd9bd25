package luling.liaoning_2019_test

import data.luling.builder_test as builder

_conditional := {
	"resource/properties/sharing_class": "conditional",
	"context/purpose/within_duties": true,
}

_approved_with(change) := {"context/approvals": [object.union(builder.approval("access", "provider"), change)]}

_coordination := {
	"code": "request_coordination",
	"to": "management_department",
	"article": "liaoning_2019/art_17__para_3",
}

test_unconditional_data_are_taken_directly if {
	answer := _answer("obtain", object.union(_conditional, {"resource/properties/sharing_class": "unconditional"}))
	answer.effect == "permit"
	_says(answer, "permit", "unconditional_class", "art_17__para_1")
}

test_another_channel_is_pointed_out if {
	answer := _answer("obtain", object.union(_conditional, {"action/properties/channel": "direct"}))
	answer.effect == "refer"
	_says(answer, "notice", "platform_is_the_way", "art_17")
}

test_conditional_data_are_applied_for if {
	answer := _answer("obtain", _conditional)
	answer.effect == "refer"
	_says(answer, "refer", "approval_missing", "art_17__para_2")
	answer.next_steps == [{
		"code": "apply",
		"to": "provider",
		"article": "liaoning_2019/art_17__para_2",
		"deadline": {"days": 5, "unit": "working_day", "starts": "received", "bearer": "provider"},
	}]
	{"code": "use_as_answered", "article": "liaoning_2019/art_17__para_2", "bearer": "consumer"} in answer.obligations
}

test_the_providers_agreement_allows if {
	answer := _answer("obtain", object.union(_conditional, _approved_with({})))
	answer.effect == "permit"
	_says(answer, "permit", "approved_by_provider", "art_17__para_2")
}

test_an_agreement_counts_until_the_instant_it_expires if {
	_answer("obtain", object.union(_conditional, _approved_with({"expires": builder.now}))).effect == "permit"
	_answer(
		"obtain",
		object.union(_conditional, _approved_with({"expires": "2026-11-23T00:59:59.999999Z"})),
	).effect == "refer"
}

test_an_agreement_to_others_or_on_others_does_not_count if {
	changes := [{"subject": "unit-b"}, {"resource": "data-2"}, {"at": "2026-11-24T00:00:00.000000Z"}]
	effects := [_answer("obtain", object.union(_conditional, _approved_with(change))).effect | some change in changes]
	effects == ["refer", "refer", "refer"]
}

test_an_approval_by_the_management_department_does_not_count if {
	answer := _answer("obtain", object.union(_conditional, _approved_with({"by": "management_department"})))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_17__para_2")
}

test_a_use_that_the_answer_does_not_cover_is_denied if {
	answer := _answer(
		"use",
		object.union_n([_conditional, _approved_with({}), {"context/purpose/matches_stated_use": false}]),
	)
	answer.effect == "deny"
	_says(answer, "deny", "against_answer", "art_17__para_2")
}

test_whether_a_use_is_as_answered_must_be_known if {
	answer := _answer("use", object.union(_conditional, _approved_with({})))
	answer.effect == "indeterminate"
	answer.missing == ["context.purpose.matches_stated_use"]
}

test_a_use_as_answered_is_allowed if {
	_answer(
		"use",
		object.union_n([_conditional, _approved_with({}), {"context/purpose/matches_stated_use": true}]),
	).effect == "permit"
}

test_a_refusal_is_open_to_coordination if {
	refusals := [
		{"context/application/refused_by_provider": true},
		_approved_with({"outcome": "refused"}),
	]
	answers := [_answer("obtain", object.union(_conditional, refusal)) | some refusal in refusals]
	told := [answer |
		some answer in answers
		answer.effect == "refer"
		_says(answer, "refer", "refused_by_provider", "art_17__para_3")
		answer.next_steps == [_coordination]
	]
	count(told) == 2
}

test_a_dispute_goes_to_the_management_department if {
	answer := _answer("obtain", object.union(_conditional, {"context/application/disputed": true}))
	answer.effect == "refer"
	_says(answer, "refer", "disputed", "art_17__para_3")
	answer.next_steps == [_coordination]
}

test_the_providers_agreement_ends_a_dispute if {
	_answer(
		"obtain",
		object.union_n([_conditional, _approved_with({}), {"context/application/disputed": true}]),
	).effect == "permit"
}

test_an_unknown_class_leaves_it_open if {
	answer := _answer("obtain", {"context/purpose/within_duties": true})
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.sharing_class"]
}

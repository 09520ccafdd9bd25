package luling.decision_test

import data.luling.builder_test as builder
import data.luling.decision
import data.luling.effect

# Two regulations of one area, with verdicts that a test is about.
_law := {
	"dazhou": {"area": ["511700"], "scope_article": "dazhou/art_2"},
	"sanya_2007": {"area": ["511700"], "scope_article": "sanya_2007/art_2"},
}

_unnamed(area) := json.remove(
	builder.request("x", "obtain", {
		"subject/properties/jurisdictions": [area],
		"resource/properties/jurisdictions": [area],
	}),
	["/resource/properties/regulation"],
)

_verdict(regulation, low, high, reasons) := {
	"regulation": regulation,
	"low": low,
	"high": high,
	"reasons": reasons,
	"obligations": [effect.obligation("duty", concat("/", [regulation, "art_9"]), "consumer")],
}

_permitted := _verdict("dazhou", 0, 0, [effect.permit("p", "dazhou/art_3", [])])

_denied := _verdict("sanya_2007", 2, 2, [effect.deny("d", "sanya_2007/art_3", [])])

_outside := _verdict("sanya_2007", -1, -1, [effect.outside("o", "sanya_2007/art_2", [])])

_referred := _verdict("sanya_2007", 1, 1, [effect.refer("r", "sanya_2007/art_4", [], [_step])])

_step := effect.step("apply", "provider", "sanya_2007/art_4")

_between(one, other) := answer if {
	answer := decision.answer with input as _unnamed("511700")
		with data.law as _law
		with data.luling.dazhou.verdict as one
		with data.luling.sanya_2007.verdict as other
}

test_the_strictest_wins_and_all_citations_are_kept if {
	answer := _between(_permitted, _denied)
	answer.effect == "deny"
	{regulation | some regulation in answer.regulations} == {"dazhou", "sanya_2007"}
	{reason.article | some reason in answer.reasons} == {"dazhou/art_3", "sanya_2007/art_3"}
	answer.obligations == []
	answer.next_steps == []
}

test_a_regulation_that_does_not_reach_the_request_is_not_heard if {
	answer := _between(_permitted, _outside)
	answer.effect == "permit"
	answer.regulations == ["dazhou"]
	{reason.article | some reason in answer.reasons} == {"dazhou/art_3"}
}

test_a_reference_gives_its_steps_and_obligations if {
	answer := _between(_permitted, _referred)
	answer.effect == "refer"
	answer.next_steps == [_step]
	{duty.article | some duty in answer.obligations} == {"dazhou/art_9", "sanya_2007/art_9"}
}

test_an_open_prohibition_leaves_the_effect_open_and_names_its_fact if {
	open := _verdict("sanya_2007", 0, 2, [
		effect.deny("d", "sanya_2007/art_3", ["context.fee"]),
		effect.permit("p", "sanya_2007/art_4", []),
	])
	answer := _between(_permitted, open)
	answer.effect == "indeterminate"
	answer.missing == ["context.fee"]
	{"kind": "indeterminate", "code": "d", "article": "sanya_2007/art_3"} in answer.reasons
}

test_an_open_fact_does_not_matter_where_another_regulation_denies if {
	open := _verdict("dazhou", 0, 2, [effect.deny("d", "dazhou/art_3", ["context.fee"])])
	answer := _between(open, _denied)
	answer.effect == "deny"
	answer.missing == []
}

test_outside_every_area_all_regulations_say_so if {
	answer := decision.answer with input as _unnamed("110000") with data.law as _law
	answer.effect == "not_applicable"
	answer.regulations == []
	{reason.article | some reason in answer.reasons} == {"dazhou/art_2", "sanya_2007/art_2"}
	{reason.code | some reason in answer.reasons} == {"outside_area"}
}

test_only_the_named_regulation_is_asked if {
	answer := decision.answer with input as builder.request("dazhou", "obtain", {})
		with data.law as _law
		with data.luling.dazhou.verdict as _permitted
		with data.luling.sanya_2007.verdict as _denied
	answer.effect == "permit"
	answer.regulations == ["dazhou"]
}

test_there_is_no_answer_where_a_regulation_does_not_speak if {
	not decision.answer with input as builder.request("unheard_of", "obtain", {}) with data.law as _law
}

test_a_known_need_is_said_even_where_the_effect_is_open if {
	open := _verdict("sanya_2007", 1, 2, [
		effect.refer("r", "sanya_2007/art_4", [], [_step]),
		effect.deny("d", "sanya_2007/art_3", ["context.fee"]),
	])
	answer := _between(_permitted, open)
	answer.effect == "indeterminate"
	{"kind": "refer", "code": "r", "article": "sanya_2007/art_4"} in answer.reasons
	answer.next_steps == [_step]
}

test_where_only_an_open_need_could_allow_the_case_its_fact_is_named if {
	open := effect.refer("r", "sanya_2007/art_4", ["resource.properties.kind"], [_step])
	answer := _between(_outside_dazhou, _verdict("sanya_2007", 1, 2, [open]))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.kind"]
	answer.next_steps == []
	answer.reasons == [{"kind": "indeterminate", "code": "r", "article": "sanya_2007/art_4"}]
}

test_an_open_need_does_not_matter_beside_a_certain_one if {
	open := effect.refer("s", "sanya_2007/art_5", ["resource.properties.kind"], [_step])
	certain := effect.refer("r", "sanya_2007/art_4", [], [_step])
	prohibition := effect.deny("d", "sanya_2007/art_3", ["context.purpose.commercial"])
	answer := _between(_outside_dazhou, _verdict("sanya_2007", 1, 2, [open, certain, prohibition]))
	answer.missing == ["context.purpose.commercial"]
}

_outside_dazhou := _verdict("dazhou", -1, -1, [effect.outside("o", "dazhou/art_2", [])])

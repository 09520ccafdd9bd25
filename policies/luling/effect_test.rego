package luling.effect_test

import data.luling.effect

test_every_reason_has_kind_code_article_missing_and_steps if {
	said := [
		effect.outside("x", "r/art_1", []),
		effect.deny("x", "r/art_1", []),
		effect.refer("x", "r/art_1", [], []),
		effect.permit("x", "r/art_1", []),
		effect.notice("x", "r/art_1"),
	]
	kinds := [reason.kind | some reason in said]
	kinds == ["not_applicable", "deny", "refer", "permit", "notice"]
	{object.keys(reason) | some reason in said} == {{"kind", "code", "article", "missing", "steps"}}
}

test_a_reason_keeps_the_facts_that_it_waits_for if {
	effect.deny("x", "r/art_1", ["context.fee"]).missing == ["context.fee"]
}

test_a_step_says_to_whom_and_by_when if {
	effect.step("apply", "provider", "r/art_1") == {"code": "apply", "to": "provider", "article": "r/art_1"}
	effect.step_by("apply", "provider", "r/art_1", {"days": 5}).deadline == {"days": 5}
}

test_an_obligation_says_who_bears_it if {
	effect.obligation("x", "r/art_1", "consumer") == {"code": "x", "article": "r/art_1", "bearer": "consumer"}
}

test_a_problem_of_an_entry_has_severity_code_article_and_field if {
	said := [effect.violation("x", "r/art_1", "name"), effect.warning("x", "r/art_1", "name")]
	[problem.severity | some problem in said] == ["violation", "warning"]
	{object.keys(problem) | some problem in said} == {{"severity", "code", "article", "field"}}
}

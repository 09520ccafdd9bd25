# METADATA
# title: 辽宁省政务数据资源共享管理办法的测试 · tests of the measure of Liaoning
# description: Every test asks for its answer through the words defined here, so `with` stands only here.
package luling.liaoning_2019_test

import data.luling.builder_test as builder
import data.luling.decision

_organ := {"subject/properties/kind": "administrative_organ", "resource/properties/sensitivity": []}

_answer(action, facts) := answer if {
	request := builder.request("liaoning_2019", action, object.union(_organ, facts))

	# regal ignore:with-outside-test-context
	answer := decision.answer with input as request
}

_answer_without(action, absent) := answer if {
	request := builder.request("liaoning_2019", action, object.remove(_organ, absent))

	# regal ignore:with-outside-test-context
	answer := decision.answer with input as request
}

_says(answer, kind, code, article) if {
	some reason in answer.reasons
	reason == {"kind": kind, "code": code, "article": concat("/", ["liaoning_2019", article])}
}

# What the service makes of an infrastructure: its kind and the facts about it.
_infrastructure(kind, facts) := object.union(
	{"resource/type": "infrastructure", "resource/properties/kind": kind},
	facts,
)

test_no_rule_for_a_foreign_class_denies_by_the_scope_article if {
	answer := _answer(
		"obtain",
		{"resource/properties/sharing_class": "special", "context/purpose/within_duties": true},
	)
	answer.effect == "deny"
	_says(answer, "deny", "no_permission_rule", "art_2")
}

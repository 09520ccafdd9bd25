package luling.sanya_2007_test

import data.luling.builder_test as builder
import data.luling.decision

# A request of a municipal organ for compulsorily shared data without secrets, through the exchange, for own duties.
_obtaining := {
	"subject/properties/kind": "administrative_organ",
	"action/properties/channel": "platform",
	"resource/properties/sharing_class": "unconditional",
	"resource/properties/sensitivity": [],
	"context/purpose/within_duties": true,
	"context/purpose/commercial": false,
	"context/application": {"content": "x", "scope": "x", "use": "x", "way": "x"},
}

# The same organ uses what it has obtained.
_using := object.remove(_obtaining, ["action/properties/channel", "context/application"])

# A provider refuses compulsorily shared data.
_refusing := {
	"subject/properties/kind": "administrative_organ",
	"resource/properties/sharing_class": "unconditional",
}

_answer(action, base, changes) := answer if {
	request := builder.request("sanya_2007", action, object.union(base, changes))
	answer := decision.answer with input as request # regal ignore:with-outside-test-context
}

_answer_without(action, base, absent) := answer if {
	request := builder.request("sanya_2007", action, object.remove(base, absent))
	answer := decision.answer with input as request # regal ignore:with-outside-test-context
}

_says(answer, effect, code, eid) if {
	answer.effect == effect
	some reason in answer.reasons
	reason.code == code
	reason.article == concat("/", ["sanya_2007", eid])
}

_points(answer, code, authority, eid) if {
	answer.effect == "refer"
	some step in answer.next_steps
	step.code == code
	step.to == authority
	step.article == concat("/", ["sanya_2007", eid])
}

_obliges(answer, code, bearer, eid) if {
	some obligation in answer.obligations
	obligation.code == code
	obligation.bearer == bearer
	obligation.article == concat("/", ["sanya_2007", eid])
}

test_the_verdict_names_its_regulation if {
	_answer("obtain", _obtaining, {}).regulations == ["sanya_2007"]
}

test_a_class_of_another_measure_is_allowed_by_no_rule if {
	answer := _answer("obtain", _obtaining, {"resource/properties/sharing_class": "special"})
	_says(answer, "deny", "no_permission_rule", "art_2")
}

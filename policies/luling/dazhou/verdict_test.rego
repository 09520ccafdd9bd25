package luling.dazhou_test

import data.luling.builder_test as builder
import data.luling.decision

# Requests of an administrative organ, unless the facts of a test say otherwise.
_answer(action, facts) := answer if {
	organ := {"subject/properties/kind": "administrative_organ"}

	# regal ignore:with-outside-test-context
	answer := decision.answer with input as builder.request("dazhou", action, object.union(organ, facts))
}

_effect(action, facts) := _answer(action, facts).effect

_missing(action, facts) := {path | some path in _answer(action, facts).missing}

# The reasons of an answer as [kind, code, eId], notices left out.
_reasons(action, facts) := {[reason.kind, reason.code, trim_prefix(reason.article, "dazhou/")] |
	some reason in _answer(action, facts).reasons
	reason.kind != "notice"
}

_notices(action, facts) := {[reason.code, trim_prefix(reason.article, "dazhou/")] |
	some reason in _answer(action, facts).reasons
	reason.kind == "notice"
}

_steps(action, facts) := {[step.code, step.to] | some step in _answer(action, facts).next_steps}

_obligations(action, facts) := {obligation.code | some obligation in _answer(action, facts).obligations}

# A fact that is taken from a set of facts, so that the request does not state it.
_without(facts, fact) := object.remove(facts, [fact])

test_nothing_is_allowed_without_a_rule_that_allows_it if {
	facts := {
		"resource/properties/high_value": false,
		"resource/properties/safeguards": true,
		"resource/properties/public_procedure": true,
	}
	_reasons("allocate", facts) == {["deny", "no_permission_rule", "art_2__para_1"]}
}

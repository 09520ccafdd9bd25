package luling.outcome_test

import data.luling.builder_test as builder
import data.luling.effect
import data.luling.outcome

_outside(missing) := effect.outside("o", "r/art_1", missing)

_deny(missing) := effect.deny("d", "r/art_1", missing)

_refer(missing) := effect.refer("r", "r/art_1", missing, [])

_permit(missing) := effect.permit("p", "r/art_1", missing)

_open := ["context.fee"]

# The mildest and the strictest effect that the absent facts leave open: -1 outside, 0 permit, 1 refer, 2 deny.
_interval(said) := [verdict.low, verdict.high] if {
	verdict := outcome.verdict("r", said, set()) with input as builder.request("r", "obtain", {})
		with data.law as {"r": {"scope_article": "r/art_2"}}
		with data.competence as {}
}

test_certain_reasons_are_ordered if {
	_interval({_outside([]), _deny([]), _refer([]), _permit([])}) == [-1, -1]
	_interval({_deny([]), _refer([]), _permit([])}) == [2, 2]
	_interval({_refer([]), _permit([])}) == [1, 1]
	_interval({_permit([])}) == [0, 0]
}

test_a_notice_changes_nothing if {
	_interval({_permit([]), effect.notice("n", "r/art_1")}) == [0, 0]
	_interval({effect.notice("n", "r/art_1")}) == [2, 2]
}

test_nothing_is_permitted_without_a_rule if {
	_interval(set()) == [2, 2]
	verdict := outcome.verdict("r", set(), set()) with input as builder.request("r", "obtain", {})
		with data.law as {"r": {"scope_article": "r/art_2"}}
		with data.competence as {}
	verdict.reasons == [effect.deny("no_permission_rule", "r/art_2", [])]
}

test_an_uncertain_reason_opens_the_interval_on_its_side if {
	_interval({_outside(_open), _permit([])}) == [-1, 0]
	_interval({_deny(_open), _permit([])}) == [0, 2]
	_interval({_refer(_open), _permit([])}) == [0, 1]
	_interval({_deny(_open), _refer([])}) == [1, 2]
	_interval({_deny(_open), _refer(_open), _permit([])}) == [0, 2]
}

test_an_uncertain_reason_behind_a_certain_stricter_one_does_not_matter if {
	_interval({_deny([]), _permit(_open)}) == [2, 2]
	_interval({_deny([]), _refer(_open)}) == [2, 2]
	_interval({_refer([]), _permit(_open)}) == [1, 1]
	_interval({_outside([]), _deny(_open)}) == [-1, -1]
}

test_what_may_only_perhaps_be_permitted_may_be_denied if {
	_interval({_permit(_open)}) == [0, 2]
	_interval({_refer(_open)}) == [1, 2]
	_interval({_deny(_open)}) == [2, 2]
}

test_a_perhaps_outside_denial_stays_open if _interval({_outside(_open), _deny([])}) == [-1, 2]

test_obligations_and_reasons_are_lists if {
	duty := effect.obligation("x", "r/art_1", "consumer")
	verdict := outcome.verdict("r", {_permit([])}, {duty}) with input as builder.request("r", "obtain", {})
		with data.law as {"r": {"scope_article": "r/art_2"}}
		with data.competence as {}
	verdict.obligations == [duty]
	verdict.reasons == [_permit([])]
}

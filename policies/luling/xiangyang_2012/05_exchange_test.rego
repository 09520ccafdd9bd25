package luling.xiangyang_2012_test

import data.luling.builder_test as builder

_own_center := {"resource/properties/kind": "data_center"}

_approvals(list) := {"context/approvals": list}

_by(act, role, outcome) := object.union(builder.approval(act, role), {"outcome": outcome})

test_exchange_outside_the_centre_is_denied if {
	every action in ["obtain", "transfer"] {
		answer := _answer(action, object.union_n([_ready, _class("unconditional"), {"action/properties/channel": "direct"}]))
		answer.effect == "deny"
		_says(answer, "deny", "outside_platform", "art_5")
	}
}

test_unknown_channel_leaves_it_open if {
	answer := _answer("obtain", object.union_n([_class("unconditional"), _in_duties, _signed]))
	answer.effect == "indeterminate"
	answer.missing == ["action.properties.channel"]
}

test_own_data_centre_waits_for_the_municipal_government if {
	answer := _answer("build", _own_center)
	answer.effect == "refer"
	_says(answer, "refer", "approval_missing", "art_5")
	answer.next_steps == [_step("obtain_approval", "municipal_government", "art_5")]
}

test_approved_data_centre_may_be_built if {
	facts := _approvals([builder.approval("infrastructure", "municipal_government")])
	answer := _answer("build", object.union(_own_center, facts))
	answer.effect == "permit"
	_says(answer, "permit", "own_data_center_approved", "art_5")
}

test_information_centre_cannot_approve_a_data_centre if {
	facts := _approvals([builder.approval("infrastructure", "data_center")])
	answer := _answer("build", object.union(_own_center, facts))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_5")
}

test_refused_data_centre_is_denied if {
	answer := _answer("build", object.union(
		_own_center,
		_approvals([_by("infrastructure", "municipal_government", "refused")]),
	))
	answer.effect == "deny"
	_says(answer, "deny", "refused_by_government", "art_5")
}

test_later_approval_replaces_the_refusal if {
	answer := _answer("build", object.union(_own_center, _approvals([
		_by("infrastructure", "municipal_government", "refused"),
		_by("infrastructure", "municipal_government", "approved"),
	])))
	answer.effect == "permit"
}

test_other_infrastructure_is_not_covered if {
	answer := _answer("build", {"resource/properties/kind": "network"})
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "infrastructure_not_covered", "art_5")
}

test_unknown_infrastructure_leaves_it_open if {
	answer := _answer("build", {})
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.kind"]
}

package luling.sanya_2007_test

import data.luling.builder_test as builder

_sharing_by(authority) := builder.approval("access", authority)

_withholding_by(authority) := object.union(builder.approval("access", authority), {"outcome": "refused"})

_settled(acts) := {"context/approvals": acts}

_turned_down := {"context/application/refused_by_provider": true}

test_what_the_provider_refuses_is_brought_before_the_department if {
	answer := _answer("obtain", _obtaining, _turned_down)
	_says(answer, "refer", "refused_by_provider", "art_4__item_6")
	_points(answer, "request_coordination", "informatization_department", "art_4__item_6")
}

test_a_decision_for_sharing_clears_the_way if {
	settled := _settled([_sharing_by("informatization_department")])
	_answer("obtain", _obtaining, object.union(_turned_down, settled)).effect == "permit"
	_says(_answer("refuse", _refusing, settled), "deny", "sharing_ordered", "art_4__item_6")
}

test_a_decision_against_sharing_is_final if {
	settled := _settled([_withholding_by("informatization_department")])
	_says(_answer("obtain", _obtaining, settled), "deny", "refusal_upheld", "art_4__item_6")
	_says(_answer("refuse", _refusing, settled), "permit", "refusal_upheld", "art_4__item_6")
}

test_the_leading_group_prevails_over_the_department if {
	against := _settled([_sharing_by("informatization_department"), _withholding_by("leading_group")])
	_says(_answer("refuse", _refusing, against), "permit", "refusal_upheld", "art_4__item_6")
	in_favour := _settled([_withholding_by("informatization_department"), _sharing_by("leading_group")])
	_says(_answer("refuse", _refusing, in_favour), "deny", "sharing_ordered", "art_4__item_6")
}

test_a_decision_without_competence_does_not_count if {
	settled := _settled([_withholding_by("information_center")])
	answer := _answer("refuse", _refusing, settled)
	_says(answer, "deny", "catalogued_must_be_shared", "art_4__item_3")
	_says(answer, "deny", "incompetent_authority", "art_4__item_6")
}

test_a_decision_on_other_data_does_not_count if {
	other := object.union(_withholding_by("informatization_department"), {"resource": "data-x"})
	answer := _answer("refuse", _refusing, _settled([other]))
	_says(answer, "deny", "catalogued_must_be_shared", "art_4__item_3")
}

test_an_expired_decision_does_not_count if {
	expired := object.union(_withholding_by("informatization_department"), {"expires": "2026-11-01T00:00:00.000000Z"})
	answer := _answer("refuse", _refusing, _settled([expired]))
	_says(answer, "deny", "catalogued_must_be_shared", "art_4__item_3")
}

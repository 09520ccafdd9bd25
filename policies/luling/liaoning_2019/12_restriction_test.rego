package luling.liaoning_2019_test

import data.luling.builder_test as builder

_excluded := {
	"resource/properties/sharing_class": "excluded",
	"context/purpose/within_duties": true,
}

_too_low := {"resource/properties/legal_basis": {"level": "policy"}}

_agreement_of_provider := {"context/approvals": [builder.approval("access", "provider")]}

test_excluded_data_are_denied_where_no_basis_is_stated if {
	answer := _answer("obtain", _excluded)
	answer.effect == "deny"
	_says(answer, "deny", "excluded_class", "art_12__para_2")
}

test_agreement_does_not_lift_a_lawful_exclusion if {
	_answer("use", object.union(_excluded, _agreement_of_provider)).effect == "deny"
}

test_an_exclusion_on_too_low_a_basis_can_be_contested if {
	answer := _answer("obtain", object.union(_excluded, _too_low))
	answer.effect == "refer"
	_says(answer, "refer", "basis_insufficient", "art_12__para_2")
	answer.next_steps == [{
		"code": "contest_class",
		"to": "management_department",
		"article": "liaoning_2019/art_12__para_2",
	}]
}

test_an_exclusion_on_too_low_a_basis_yields_to_agreement if {
	answer := _answer("obtain", object.union_n([_excluded, _too_low, _agreement_of_provider]))
	answer.effect == "permit"
	_says(answer, "permit", "approved_without_basis", "art_12__para_1")
}

test_a_condition_on_too_low_a_basis_can_be_contested_or_met if {
	answer := _answer("obtain", object.union_n([
		_excluded,
		_too_low,
		{"resource/properties/sharing_class": "conditional"},
	]))
	answer.effect == "refer"
	{step.code | some step in answer.next_steps} == {"contest_class", "apply"}
}

test_unconditional_data_cannot_be_refused if {
	answer := _answer("refuse", {"resource/properties/sharing_class": "unconditional"})
	answer.effect == "deny"
	_says(answer, "deny", "must_share", "art_12__para_1")
}

test_an_unfounded_restriction_carries_no_refusal if {
	answer := _answer("refuse", object.union(_excluded, _too_low))
	answer.effect == "deny"
	_says(answer, "deny", "basis_insufficient", "art_12__para_2")
}

test_excluded_data_may_be_refused if {
	answer := _answer("refuse", {"resource/properties/sharing_class": "excluded"})
	answer.effect == "permit"
	_says(answer, "permit", "excluded_class", "art_12__para_2")
}

package luling.sanya_2007_test

_asked_by(unit) := {"context/recipient": {"id": unit}}

test_excluded_data_may_be_refused if {
	_says(_answer("refuse", _refusing, _of_class("excluded")), "permit", "excluded_withheld", "art_11")
}

test_an_exclusion_without_sufficient_basis_does_not_excuse_a_refusal if {
	answer := _answer("refuse", _refusing, _on_basis("other"))
	_says(answer, "deny", "catalogued_must_be_shared", "art_4__item_3")
}

test_an_undesignated_organ_may_be_refused if {
	asked := object.union(_designating(["unit-b"]), _asked_by("unit-c"))
	_says(_answer("refuse", _refusing, asked), "permit", "recipient_not_designated", "art_11")
}

test_a_designated_organ_may_not_be_refused if {
	asked := object.union(_designating(["unit-b"]), _asked_by("unit-b"))
	_says(_answer("refuse", _refusing, asked), "deny", "catalogued_must_be_shared", "art_4__item_3")
}

test_nobody_is_designated_by_an_empty_list if {
	_says(_answer("refuse", _refusing, _designating([])), "permit", "recipient_not_designated", "art_11")
}

test_an_unknown_requester_or_list_leaves_a_refusal_open if {
	nobody := _answer("refuse", _refusing, _of_class("conditional"))
	nobody.effect == "indeterminate"
	{path | some path in nobody.missing} == {
		"resource.properties.designated_recipients",
		"context.recipient.id",
	}
	unlisted := _answer("refuse", _refusing, object.union(_of_class("conditional"), _asked_by("unit-b")))
	unlisted.missing == ["resource.properties.designated_recipients"]
}

test_an_unknown_class_with_an_insufficient_basis_is_due_to_a_designated_organ if {
	asked := {
		"subject/properties/kind": "administrative_organ",
		"resource/properties/designated_recipients": ["unit-b"],
		"resource/properties/legal_basis": {"level": "other"},
		"context/recipient": {"id": "unit-b"},
	}
	_answer("refuse", asked, {}).effect == "deny"
	_answer("refuse", asked, _asked_by("unit-c")).effect == "indeterminate"
}

test_a_designated_organ_may_meet_only_an_exclusion if {
	asked := {
		"subject/properties/kind": "administrative_organ",
		"resource/properties/designated_recipients": ["unit-b"],
		"context/recipient": {"id": "unit-b"},
	}
	answer := _answer("refuse", asked, {})
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.sharing_class"]
}

_must_perhaps_be_shared(answer) if {
	answer.effect == "indeterminate"
	some reason in answer.reasons
	reason == {"kind": "indeterminate", "code": "catalogued_must_be_shared", "article": "sanya_2007/art_4__item_3"}
}

test_data_of_an_unknown_class_may_be_due_whoever_asks if {
	asked := {
		"subject/properties/kind": "administrative_organ",
		"resource/properties/designated_recipients": ["unit-b"],
		"context/recipient": {"id": "unit-c"},
	}
	_must_perhaps_be_shared(_answer("refuse", asked, {}))
}

test_conditional_data_may_be_due_where_the_requester_or_the_list_is_unknown if {
	_must_perhaps_be_shared(_answer("refuse", _refusing, _of_class("conditional")))
}

package luling.sanya_2007_test

_of_class(class) := {"resource/properties/sharing_class": class}

_designating(organs) := object.union(
	_of_class("conditional"),
	{"resource/properties/designated_recipients": organs},
)

_on_basis(level) := object.union(_of_class("excluded"), {"resource/properties/legal_basis": {"level": level}})

test_compulsory_data_are_obtained if {
	_says(_answer("obtain", _obtaining, {}), "permit", "unconditional_class", "art_11")
}

test_an_organ_of_a_town_obtains_compulsory_data if {
	town := {"subject/properties/level": "township"}
	_says(_answer("obtain", _obtaining, town), "permit", "unconditional_class", "art_11")
}

test_a_designated_organ_obtains_restricted_data if {
	answer := _answer("obtain", _obtaining, _designating(["unit-a", "unit-b"]))
	_says(answer, "permit", "designated_recipient", "art_11")
}

test_another_organ_does_not_obtain_restricted_data if {
	answer := _answer("obtain", _obtaining, _designating(["unit-b"]))
	_says(answer, "deny", "not_designated", "art_11")
}

test_an_unknown_designation_leaves_it_open if {
	answer := _answer("obtain", _obtaining, _of_class("conditional"))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.designated_recipients"]
}

test_excluded_data_stay_excluded_while_their_basis_is_unknown if {
	_says(_answer("obtain", _obtaining, _of_class("excluded")), "deny", "excluded_class", "art_11")
}

test_excluded_data_on_a_policy_are_denied if {
	_says(_answer("obtain", _obtaining, _on_basis("policy")), "deny", "excluded_class", "art_11")
}

test_an_exclusion_without_sufficient_basis_can_be_contested if {
	answer := _answer("obtain", _obtaining, _on_basis("other"))
	_says(answer, "refer", "basis_insufficient", "art_11")
	_points(answer, "contest_class", "informatization_department", "art_12")
}

test_an_unknown_class_leaves_it_open if {
	answer := _answer_without("obtain", _obtaining, ["resource/properties/sharing_class"])
	answer.effect == "indeterminate"
	"resource.properties.sharing_class" in answer.missing
}

package luling.yushui_2018_test

import data.luling.catalogue_test as check

_given(level) := {"legal_basis": {"level": level, "filed_with": ["government_office"]}}

_conditional(fields) := _checked(object.union(
	{"sharing_class": "conditional", "designated_recipients": ["a"]},
	fields,
))

_excluded(fields) := _checked(object.union({"sharing_class": "excluded"}, fields))

test_a_restricted_class_rests_on_laws_or_regulations if {
	_conditional(_given("local_regulation")) == set()
	_conditional(_given("rule")) == {["violation", "basis_insufficient", "legal_basis", "art_4__item_1"]}
	_conditional({"legal_basis": {"filed_with": ["government_office"]}}) == {[
		"violation",
		"basis_missing",
		"legal_basis",
		"art_4__item_1",
	]}
}

test_a_restricted_class_names_its_recipients if {
	nobody := object.union(_given("law"), {"designated_recipients": []})
	_conditional(nobody) == {["violation", "recipients_missing", "designated_recipients", "art_15__para_1__item_2"]}
}

test_the_basis_is_given_to_the_government_office if {
	not_given := {["violation", "basis_not_given", "legal_basis", "art_4__item_1"]}
	_conditional({"legal_basis": {"level": "law"}}) == not_given
	_excluded({"legal_basis": {"level": "law"}}) == not_given
}

test_an_excluded_class_rests_on_any_basis if {
	_excluded(_given("law")) == set()
	_excluded(_given("policy")) == {["warning", "basis_below_regulation", "legal_basis", "art_4__item_1"]}
	_excluded({}) == {
		["violation", "basis_missing", "legal_basis", "art_15__para_2"],
		["violation", "basis_not_given", "legal_basis", "art_4__item_1"],
	}
}

test_an_entry_has_one_of_the_three_classes if {
	_checked({"sharing_class": "special"}) == {["violation", "not_a_class_here", "sharing_class", "art_15__para_1"]}
	check.problems("yushui_2018", object.remove(_content, ["sharing_class"])) == {[
		"violation",
		"field_missing",
		"sharing_class",
		"art_15__para_1",
	]}
}

test_state_secrets_are_pointed_out if {
	_checked({"sensitivity": ["state_secret"]}) == {["warning", "state_secret", "sensitivity", "art_15__para_2"]}
	_checked({"sensitivity": ["personal_privacy"]}) == set()
}

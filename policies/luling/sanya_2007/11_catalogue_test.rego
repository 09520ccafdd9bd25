package luling.sanya_2007_test

test_an_entry_has_one_of_the_three_classes if {
	_checked({"sharing_class": "special"}) == {["violation", "class_unknown", "sharing_class", "art_11"]}
}

test_restricted_data_name_their_recipients if {
	restricted := {"sharing_class": "conditional"}
	_checked(restricted) == {["violation", "recipients_missing", "designated_recipients", "art_11"]}
	_checked(object.union(restricted, {"designated_recipients": ["a"]})) == set()
}

test_excluded_data_have_a_basis if {
	_excluded_with({}) == {["violation", "basis_missing", "legal_basis", "art_11"]}
	_excluded_with({"legal_basis": {"level": "other"}}) == {[
		"violation",
		"basis_insufficient",
		"legal_basis",
		"art_11",
	]}
	_excluded_with({"legal_basis": {"level": "policy"}}) == set()
}

_excluded_with(fields) := _checked(object.union({"sharing_class": "excluded"}, fields))

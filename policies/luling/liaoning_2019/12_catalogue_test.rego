package luling.liaoning_2019_test

test_both_restricted_classes_need_a_basis_of_their_level if {
	{class | some class in ["conditional", "excluded"]; _held_on_basis(class)} == {"conditional", "excluded"}
}

_held_on_basis(class) if {
	entry := {"sharing_class": class}
	_checked(entry) == {["violation", "basis_missing", "legal_basis", "art_12__para_2"]}
	_checked(object.union(entry, {"legal_basis": {"level": "policy"}})) == {[
		"violation",
		"basis_insufficient",
		"legal_basis",
		"art_12__para_2",
	]}
	_checked(object.union(entry, {"legal_basis": {"level": "provincial_provision"}})) == set()
}

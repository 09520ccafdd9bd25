package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

_class_problems(fields) := {[found[1], found[2], found[3]] |
	some found in check.problems("xiangyang_2012", fields)
	found[3] in {"art_4__para_1", "art_4__para_2"}
}

_special(fields) := object.union({"sharing_class": "special", "designated_recipients": ["a"]}, fields)

test_an_entry_has_one_of_the_three_classes if {
	_class_problems({}) == {["field_missing", "sharing_class", "art_4__para_1"]}
	_class_problems({"sharing_class": "excluded"}) == {["class_unknown", "sharing_class", "art_4__para_1"]}
	_class_problems({"sharing_class": "conditional"}) == set()
}

test_the_special_class_needs_a_basis_of_its_level if {
	_class_problems(_special({})) == {["basis_missing", "legal_basis", "art_4__para_2"]}
	policy := _special({"legal_basis": {"level": "policy"}})
	_class_problems(policy) == {["basis_insufficient", "legal_basis", "art_4__para_2"]}
	_class_problems(_special({"legal_basis": {"level": "rule"}})) == set()
}

test_special_data_without_recipients_are_pointed_out if {
	nobody := _special({"legal_basis": {"level": "law"}, "designated_recipients": []})
	_class_problems(nobody) == {["recipients_missing", "designated_recipients", "art_4__para_2"]}
}

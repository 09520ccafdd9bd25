package luling.xiangyang_2012_test

import data.luling.builder_test as builder

_class(class) := {"resource/properties/sharing_class": class}

_basis(level) := {"resource/properties/legal_basis": {"level": level}}

test_ordinary_classes_need_no_basis if {
	every class in ["unconditional", "conditional"] {
		answer := _answer("classify", _class(class))
		answer.effect == "permit"
		_says(answer, "permit", "class_without_basis", "art_4__para_2")
	}
}

test_law_regulation_or_rule_carries_the_special_class if {
	every level in ["law", "administrative_regulation", "local_regulation", "rule"] {
		answer := _answer("classify", object.union(_class("special"), _basis(level)))
		answer.effect == "permit"
		_says(answer, "permit", "special_class_based", "art_4__para_2")
	}
}

test_lower_basis_does_not_carry_the_special_class if {
	every level in ["central_policy", "policy", "national_provision", "provincial_provision", "other"] {
		answer := _answer("classify", object.union(_class("special"), _basis(level)))
		answer.effect == "deny"
		_says(answer, "deny", "basis_insufficient", "art_4__para_2")
	}
}

test_special_class_asks_for_its_basis if {
	answer := _answer("classify", _class("special"))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.legal_basis.level"]
}

test_there_is_no_excluded_class if {
	every action in ["classify", "obtain"] {
		answer := _answer(action, object.union_n([_class("excluded"), _ready]))
		answer.effect == "deny"
		_says(answer, "deny", "class_unknown", "art_4__para_1")
	}
}

test_special_class_on_a_policy_is_contestable_by_whom_it_excludes if {
	answer := _answer("obtain", object.union_n([_special_data(["unit-x"]), _basis("policy"), _ready]))
	answer.effect == "refer"
	_says(answer, "refer", "basis_insufficient", "art_4__para_2")
	_step("contest_class", "data_center", "art_4__para_2") in answer.next_steps
}

test_designated_and_approved_unit_need_not_contest if {
	granted := _approvals([builder.approval("access", "municipal_government")])
	answer := _answer("obtain", object.union_n([_special_data(["unit-a"]), _basis("policy"), granted, _ready]))
	answer.effect == "permit"
}

test_approved_but_not_designated_unit_contests if {
	granted := _approvals([builder.approval("access", "municipal_government")])
	answer := _answer("obtain", object.union_n([_special_data([]), _basis("policy"), granted, _ready]))
	answer.effect == "refer"
	answer.next_steps == [_step("contest_class", "data_center", "art_4__para_2")]
}

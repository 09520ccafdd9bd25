package luling.sanya_2007_test

test_the_compulsory_class_needs_no_basis if {
	answer := _answer("classify", _organ, _of_class("unconditional"))
	_says(answer, "permit", "class_supported", "art_11")
	_obliges(answer, "file_list", "provider", "art_12")
}

test_the_restricted_class_designates_somebody if {
	_says(_answer("classify", _organ, _designating(["unit-b"])), "permit", "class_supported", "art_11")
	answer := _answer("classify", _organ, _designating([]))
	_says(answer, "refer", "designation_missing", "art_11")
	_points(answer, "designate_recipients", "provider", "art_11")
}

test_an_exclusion_rests_on_a_basis_of_the_named_kinds if {
	levels := {
		"law", "administrative_regulation", "local_regulation", "rule", "central_policy", "policy",
		"national_provision", "provincial_provision",
	}
	refused := {level |
		some level in levels
		not _says(_answer("classify", _organ, _on_basis(level)), "permit", "basis_sufficient", "art_11")
	}
	count(refused) == 0
	_says(_answer("classify", _organ, _on_basis("other")), "deny", "basis_insufficient", "art_11")
}

test_an_unknown_basis_leaves_the_exclusion_open if {
	answer := _answer("classify", _organ, _of_class("excluded"))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.legal_basis.level"]
}

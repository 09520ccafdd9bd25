package luling.sanya_2007_test

test_an_organ_of_sanya_is_covered if {
	sanya := {"subject/properties/jurisdictions": ["460203", "460200", "460000"]}
	_answer("obtain", _obtaining, sanya).effect == "permit"
}

test_an_organ_of_the_province_is_outside if {
	answer := _answer("obtain", _obtaining, {"subject/properties/jurisdictions": ["460000"]})
	_says(answer, "not_applicable", "outside_area", "art_2")
}

test_a_party_organ_is_covered if {
	_answer("obtain", _obtaining, {"subject/properties/kind": "party_organ"}).effect == "permit"
}

test_others_than_organs_are_not_covered if {
	outsiders := {
		"public_institution", "utility", "social_organization", "central_agency",
		"contractor", "enterprise", "person",
	}
	covered := {kind |
		some kind in outsiders
		answer := _answer("obtain", _obtaining, {"subject/properties/kind": kind})
		not _says(answer, "not_applicable", "kind_not_covered", "art_2")
	}
	count(covered) == 0
}

test_an_unknown_kind_leaves_it_open if {
	answer := _answer_without("obtain", _obtaining, ["subject/properties/kind"])
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.kind"]
}

test_paper_is_not_covered if {
	answer := _answer("obtain", _obtaining, {"resource/properties/electronic": false})
	_says(answer, "not_applicable", "not_electronic", "art_2")
}

test_actions_of_which_the_measure_is_silent_are_not_covered if {
	silent := {
		"open", "allocate", "deploy_terminal", "demand_material", "refuse_service", "redirect_person",
		"request_opening", "build", "start_project", "commission", "contract",
	}
	covered := {action |
		some action in silent
		not _says(_answer(action, _using, {}), "not_applicable", "action_not_covered", "art_2")
	}
	count(covered) == 0
}

test_the_last_instant_before_december_2007_is_too_early if {
	answer := _answer("obtain", _obtaining, {"context/time": "2007-11-30T15:59:59.999999Z"})
	_says(answer, "not_applicable", "not_in_force", "art_34")
}

test_the_first_instant_of_december_2007_is_in_force if {
	_answer("obtain", _obtaining, {"context/time": "2007-11-30T16:00:00.000000Z"}).effect == "permit"
}

package luling.liaoning_2019_test

test_a_subject_outside_the_province_is_not_reached if {
	answer := _answer("transfer", {"subject/properties/jurisdictions": ["220100", "220000"]})
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "outside_area", "art_2")
}

test_a_city_of_the_province_is_reached if {
	_answer("transfer", {"subject/properties/jurisdictions": ["210100", "210000"]}).effect == "deny"
}

test_party_organs_enterprises_persons_and_contractors_are_not_reached if {
	answers := [_answer("transfer", {"subject/properties/kind": kind}) |
		some kind in ["party_organ", "enterprise", "person", "contractor"]
	]
	reached := [answer | some answer in answers; answer.effect != "not_applicable"]
	reached == []
	_says(answers[0], "not_applicable", "kind_not_covered", "art_2")
}

test_an_unknown_kind_leaves_it_open if {
	answer := _answer_without("transfer", ["subject/properties/kind"])
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.kind"]
}

test_state_secrets_are_outside if {
	answer := _answer("transfer", {"resource/properties/sensitivity": ["personal_privacy", "state_secret"]})
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "state_secret", "art_2")
}

test_unknown_sensitivity_of_data_leaves_it_open if {
	answer := _answer_without("transfer", ["resource/properties/sensitivity"])
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.sensitivity"]
}

test_sensitivity_is_not_asked_of_a_service_matter if {
	_answer("redirect_person", {
		"resource/type": "service_matter",
		"resource/properties/sensitivity": ["state_secret"],
	}).effect == "deny"
}

test_infrastructure_that_the_measure_does_not_name_is_outside if {
	answer := _answer("build", _infrastructure("disaster_recovery", {}))
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "infrastructure_not_covered", "art_2")
}

test_an_infrastructure_is_no_data_resource if {
	answer := _answer("obtain", {"resource/type": "infrastructure"})
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "not_government_data", "art_3__para_1")
}

test_data_on_paper_are_data if {
	_answer("obtain", {
		"resource/properties/electronic": false,
		"resource/properties/sharing_class": "unconditional",
		"context/purpose/within_duties": true,
	}).effect == "permit"
}

test_what_is_not_sharing_is_outside if {
	silent := ["open", "allocate", "charge", "deploy_terminal", "request_opening", "start_project", "contract"]
	answers := [_answer(action, {}) | some action in silent]
	reached := [answer | some answer in answers; answer.effect != "not_applicable"]
	reached == []
	_says(answers[0], "not_applicable", "action_not_covered", "art_3__para_2")
}

test_utilities_and_social_organisations_are_bound_accordingly if {
	answers := [_answer("transfer", {"subject/properties/kind": kind}) |
		some kind in ["utility", "public_institution", "social_organization"]
	]
	told := [answer | some answer in answers; _says(answer, "notice", "applied_accordingly", "art_7")]
	count(told) == 3
	[answer.effect | some answer in told] == ["deny", "deny", "deny"]
}

package luling.liaoning_2019_test

_demand(facts) := _answer("demand_material", object.union({"resource/type": "service_matter"}, facts))

_on_platform := {"context/available_on_platform": true}

test_what_the_platform_has_is_not_demanded if {
	answer := _demand(_on_platform)
	answer.effect == "deny"
	_says(answer, "deny", "repeat_demand", "art_19__para_2")
	_says(answer, "notice", "equals_original", "art_19__para_1")
}

test_what_the_platform_lacks_may_be_demanded if {
	answer := _demand({"context/available_on_platform": false})
	answer.effect == "permit"
	_says(answer, "permit", "not_on_platform", "art_19__para_2")
}

test_a_law_or_administrative_regulation_excepts if {
	levels := ["law", "administrative_regulation"]
	excepted := [level |
		some level in levels
		answer := _demand(object.union(_on_platform, {"context/exception": {"level": level}}))
		answer.effect == "permit"
		_says(answer, "permit", "excepted_by_law", "art_19__para_2")
	]
	excepted == levels
}

test_lower_rules_do_not_except if {
	levels := [
		"local_regulation",
		"rule",
		"central_policy",
		"policy",
		"national_provision",
		"provincial_provision",
		"other",
	]
	effects := {_demand(object.union(_on_platform, {"context/exception": {"level": level}})).effect | some level in levels}
	effects == {"deny"}
}

test_with_a_sufficient_exception_nothing_else_is_asked if {
	_demand({"context/exception": {"level": "law"}}).effect == "permit"
}

test_an_exception_of_unknown_level_leaves_it_open if {
	answer := _demand(object.union(_on_platform, {"context/exception": {"citation": "…"}}))
	answer.effect == "indeterminate"
	answer.missing == ["context.exception.level"]
}

test_what_the_platform_has_must_be_known_before_a_demand if {
	answer := _demand({})
	answer.effect == "indeterminate"
	answer.missing == ["context.available_on_platform"]
}

package luling.liaoning_2019_test

_platform(level, facts) := _infrastructure(
	"sharing_platform",
	object.union({"subject/properties/level": level}, facts),
)

test_the_province_may_build_a_platform if {
	answer := _answer("build", _platform("provincial", {}))
	answer.effect == "permit"
	_says(answer, "permit", "provincial_platform", "art_14__para_1")
}

test_a_connected_municipal_platform_may_run if {
	answer := _answer("commission", _platform("municipal", {"resource/properties/connected_to_platform": true}))
	answer.effect == "permit"
	_says(answer, "permit", "municipal_platform_connected", "art_14__para_2")
}

test_a_municipal_platform_must_be_connected_first if {
	answer := _answer("build", _platform("municipal", {"resource/properties/connected_to_platform": false}))
	answer.effect == "refer"
	answer.next_steps == [{
		"code": "connect_to_provincial_platform",
		"to": "work_agency",
		"article": "liaoning_2019/art_14__para_2",
	}]
}

test_whether_a_municipal_platform_is_connected_must_be_known if {
	answer := _answer("build", _platform("municipal", {}))
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.connected_to_platform"]
}

test_counties_and_townships_build_no_platform if {
	answers := [_answer("build", _platform(level, {})) | some level in ["county", "township"]]
	[answer.effect | some answer in answers] == ["deny", "deny"]
	_says(answers[0], "deny", "county_platform", "art_14__para_3")
}

test_a_platform_of_a_county_migrates if {
	answer := _answer("commission", _platform("county", {"resource/properties/connected_to_platform": true}))
	answer.effect == "deny"
	_says(answer, "deny", "county_platform_to_migrate", "art_14__para_3")
}

test_an_unknown_level_leaves_a_platform_open if {
	answer := _answer(
		"build",
		_infrastructure("sharing_platform", {"resource/properties/connected_to_platform": true}),
	)
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.level"]
}

test_a_system_must_be_connected_first if {
	answer := _answer("commission", _system({"resource/properties/connected_to_platform": false}))
	answer.effect == "refer"
	answer.next_steps == [{
		"code": "connect_to_platform",
		"to": "work_agency",
		"article": "liaoning_2019/art_14__para_4",
	}]
}

package luling.liaoning_2019_test

_system(facts) := _infrastructure("information_system", object.union(
	{
		"resource/properties/secret_project": false,
		"resource/properties/hosted_on_government_cloud": true,
		"resource/properties/connected_to_platform": true,
	},
	facts,
))

test_a_system_on_the_cloud_and_connected_may_be_built_and_used if {
	answers := [_answer(action, _system({})) | some action in ["build", "commission"]]
	[answer.effect | some answer in answers] == ["permit", "permit"]
	_says(answers[0], "permit", "hosted_on_cloud", "art_13")
	_says(answers[1], "permit", "system_connected", "art_14__para_4")
}

test_a_system_off_the_cloud_must_be_put_there if {
	answer := _answer("commission", _system({"resource/properties/hosted_on_government_cloud": false}))
	answer.effect == "refer"
	answer.next_steps == [{
		"code": "host_on_cloud",
		"to": "work_agency",
		"article": "liaoning_2019/art_13",
	}]
}

test_a_secret_system_is_outside if {
	answer := _answer("build", _system({"resource/properties/secret_project": true}))
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "secret_project", "art_13")
}

test_all_that_matters_of_a_system_is_asked_for if {
	answer := _answer("build", _infrastructure("information_system", {}))
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {
		"resource.properties.secret_project",
		"resource.properties.hosted_on_government_cloud",
		"resource.properties.connected_to_platform",
	}
}

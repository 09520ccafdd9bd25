package luling.yushui_2018_test

test_what_is_not_available_may_be_collected if {
	_why(_answer("collect", {})) == {["collected_once", "yushui_2018/art_8"]}
}

test_what_sharing_supplies_is_not_collected_again if {
	answer := _answer("collect", {"context/available_on_platform": true})
	answer.effect == "deny"
	_why(answer) == {["repeat_collection", "yushui_2018/art_8"]}
}

test_beyond_the_scope_is_denied if {
	answer := _answer("collect", {"context/within_scope": false})
	_why(answer) == {["beyond_scope", "yushui_2018/art_8"]}
}

test_a_rule_does_not_extend_the_scope if {
	answer := _answer("collect", {"context/within_scope": false, "context/exception": {"level": "rule"}})
	answer.effect == "deny"
}

test_a_local_regulation_extends_the_scope if {
	facts := {"context/within_scope": false, "context/exception": {"level": "local_regulation"}}
	answer := _answer("collect", facts)
	answer.effect == "permit"
	["excepted_by_law", "yushui_2018/art_8"] in _why(answer)
}

test_availability_and_scope_must_be_known if {
	answer := _without("collect", {}, ["context/available_on_platform", "context/within_scope"])
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {"context.available_on_platform", "context.within_scope"}
}

test_the_scope_is_not_asked_for_where_the_law_extends_it if {
	answer := _without("collect", {"context/exception": {"level": "law"}}, ["context/within_scope"])
	answer.effect == "permit"
}

package luling.yushui_2018_test

_elsewhere := {"resource/properties/on_platform": false}

test_stored_unconditional_information_is_supplied_at_once if {
	answer := _answer("obtain", {})
	_why(answer) == {["unconditional_class", "yushui_2018/art_18__para_2__item_1"]}
	{"inform_provider", "file_outcome"} - {obligation.code | some obligation in answer.obligations} == set()
}

test_outside_the_platform_is_denied if {
	answer := _answer("obtain", {"action/properties/channel": "direct"})
	_why(answer) == {["outside_platform", "yushui_2018/art_18__para_1"]}
}

test_the_channel_must_be_known if {
	_without("obtain", {}, ["action/properties/channel"]).missing == ["action.properties.channel"]
}

test_a_request_goes_to_the_centre_first if {
	answer := _without("obtain", {}, ["context/application/filed"])
	answer.effect == "refer"
	answer.next_steps == [{"code": "apply", "to": "information_center", "article": "yushui_2018/art_18__para_2"}]
}

test_a_received_request_was_filed if {
	facts := {"context/application/received": "2026-11-20T01:00:00.000000Z"}
	_without("obtain", facts, ["context/application/filed"]).effect == "permit"
}

test_what_is_not_stored_is_coordinated if {
	answer := _answer("obtain", _elsewhere)
	answer.effect == "refer"
	{step.code | some step in answer.next_steps} == {"coordinate_supply", "respond_to_coordination"}
	some step in answer.next_steps
	step.deadline == {"term": "promptly", "starts": "received", "bearer": "provider"}
}

test_a_grant_supplies_what_is_not_stored if {
	answer := _answer("obtain", object.union(_elsewhere, {"context/approvals": [_grant("approved")]}))
	_why(answer) == {["approved", "yushui_2018/art_18__para_2__item_2"]}
}

test_where_it_is_stored_must_be_known if {
	answer := _without("obtain", {}, ["resource/properties/on_platform"])
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.on_platform"]
}

test_where_it_is_stored_is_not_asked_for_after_the_grant if {
	facts := {"context/approvals": [_grant("approved")]}
	_without("obtain", facts, ["resource/properties/on_platform"]).effect == "permit"
}

test_a_grant_shows_that_there_was_a_request if {
	facts := {"context/approvals": [_grant("approved")]}
	_without("obtain", facts, ["context/application/filed"]).effect == "permit"
}

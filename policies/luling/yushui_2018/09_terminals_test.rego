package luling.yushui_2018_test

import data.luling.builder_test as builder

_by(level, outcome) := {"context/approvals": [_review(level, outcome)]}

test_a_review_at_the_same_level_allows if {
	_why(_answer("deploy_terminal", {})) == {["terminal_reviewed", "yushui_2018/art_9"]}
}

test_without_a_review_it_waits if {
	answer := _answer("deploy_terminal", {"context/approvals": []})
	answer.effect == "refer"
	answer.next_steps == [{
		"code": "request_review",
		"to": "informatization_department",
		"article": "yushui_2018/art_9",
	}]
}

test_a_review_at_another_level_does_not_count if {
	answer := _answer("deploy_terminal", _by("county", "approved"))
	answer.effect == "refer"
	some reason in answer.reasons
	reason == {"kind": "notice", "code": "review_by_other_level", "article": "yushui_2018/art_9"}
}

test_a_review_without_a_level_does_not_count if {
	facts := {"context/approvals": [builder.approval("collection_terminal", "informatization_department")]}
	_answer("deploy_terminal", facts).effect == "refer"
}

test_a_review_by_the_centre_does_not_count if {
	review := object.union(builder.approval("collection_terminal", "information_center"), {"level": "municipal"})
	answer := _answer("deploy_terminal", {"context/approvals": [review]})
	answer.effect == "refer"
	"incompetent_authority" in {reason.code | some reason in answer.reasons}
}

test_the_level_of_the_unit_must_be_known_where_somebody_reviewed if {
	answer := _without("deploy_terminal", {}, ["subject/properties/level"])
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.level"]
}

test_the_level_is_not_asked_for_where_nobody_reviewed if {
	answer := _without("deploy_terminal", {"context/approvals": []}, ["subject/properties/level"])
	answer.effect == "refer"
}

test_a_refusal_is_final if {
	answer := _answer("deploy_terminal", _by("municipal", "refused"))
	answer.effect == "deny"
	_why(answer) == {["terminal_refused", "yushui_2018/art_9"]}
}

test_whose_refusal_must_be_known if {
	answer := _without("deploy_terminal", _by("municipal", "refused"), ["subject/properties/level"])
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.level"]
}

test_what_the_resource_manager_has_comes_from_it if {
	answer := _answer("deploy_terminal", {"context/available_on_platform": true})
	answer.effect == "deny"
	_why(answer) == {["resource_manager_first", "yushui_2018/art_9"]}
}

test_a_terminal_is_connected if {
	answer := _answer("deploy_terminal", {"resource/properties/connected_to_platform": false})
	answer.effect == "refer"
	answer.next_steps == [{"code": "connect_terminal", "to": "resource_manager", "article": "yushui_2018/art_9"}]
}

test_a_review_may_be_missing_where_the_level_of_the_unit_is_unknown if {
	answer := _without("deploy_terminal", {}, ["subject/properties/level"])
	some reason in answer.reasons
	reason == {"kind": "indeterminate", "code": "review_missing", "article": "yushui_2018/art_9"}
}

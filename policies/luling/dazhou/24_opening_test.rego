package luling.dazhou_test

import data.luling.builder_test as builder

_public := {"action/properties/channel": "platform", "resource/properties/sensitivity": []}

_agreed := {"context/approvals": [builder.approval("opening", "provider")]}

_private := object.union(_public, {"resource/properties/sensitivity": ["personal_privacy"]})

test_reviewed_data_are_opened_on_the_platform if {
	_reasons("open", object.union(_public, _agreed)) == {
		["permit", "open_on_platform", "art_24"],
		["permit", "opening_reviewed", "art_26"],
	}
	_obligations("open", object.union(_public, _agreed)) == {"open_data_quality", "security_system"}
}

test_opening_elsewhere_is_denied if {
	facts := object.union_n([_public, _agreed, {"action/properties/channel": "direct"}])
	_reasons("open", facts) == {["deny", "outside_platform", "art_24"]}
}

test_an_unknown_channel_leaves_opening_open if {
	facts := _without(object.union(_public, _agreed), "action/properties/channel")
	_missing("open", facts) == {"action.properties.channel"}
}

test_data_are_reviewed_before_they_are_opened if {
	_reasons("open", _public) == {["refer", "opening_review_missing", "art_26"]}
	_steps("open", _public) == {["review_confidentiality", "provider"]}
}

test_sensitive_data_are_reviewed_closely if {
	["refer", "sensitive_opening", "art_26"] in _reasons("open", _private)
	["review_need_and_user", "provider"] in _steps("open", _private)
}

test_reviewed_sensitive_data_reach_few if {
	_effect("open", object.union(_private, _agreed)) == "permit"
	"limit_knowledge" in _obligations("open", object.union(_private, _agreed))
}

test_a_refusal_of_the_review_is_final if {
	refusal := object.union(builder.approval("opening", "provider"), {"outcome": "refused"})
	facts := object.union(_private, {"context/approvals": [refusal]})
	_reasons("open", facts) == {["deny", "opening_refused", "art_26"]}
}

test_a_review_by_another_authority_does_not_count if {
	facts := object.union(_public, {"context/approvals": [builder.approval("opening", "leading_group")]})
	_effect("open", facts) == "refer"
}

test_other_law_prevails_over_the_review if {
	facts := object.union(_private, {"context/exception": {"level": "local_regulation"}})
	["permit", "higher_rule_excepts", "art_26"] in _reasons("open", facts)
	_effect("open", object.union(_private, {"context/exception": {"level": "central_policy"}})) == "refer"
}

package luling.dazhou_test

_sharing := {
	"action/properties/channel": "platform",
	"resource/properties/sharing_class": "unconditional",
	"context/purpose/within_duties": true,
	"context/purpose/matches_stated_use": true,
}

_claimed(level) := {"context/exception": {"level": level}}

test_sharing_outside_the_platform_is_denied if {
	facts := object.union(_sharing, {"action/properties/channel": "direct"})
	_reasons("obtain", facts) == {["deny", "outside_platform", "art_16"]}
}

test_an_unknown_channel_leaves_it_open if {
	_missing("obtain", _without(_sharing, "action/properties/channel")) == {"action.properties.channel"}
}

test_law_and_central_policy_open_another_channel if {
	every level in ["law", "administrative_regulation", "local_regulation", "central_policy"] {
		facts := object.union(_sharing, {"action/properties/channel": "direct"})
		_effect("obtain", object.union(facts, _claimed(level))) == "permit"
	}
}

test_lesser_rules_open_no_other_channel if {
	every level in ["rule", "policy", "national_provision", "provincial_provision", "other"] {
		facts := object.union(_sharing, {"action/properties/channel": "direct"})
		_effect("obtain", object.union(facts, _claimed(level))) == "deny"
	}
}

test_sharing_is_free_of_charge if {
	_reasons("charge", {}) == {["deny", "charge_for_sharing", "art_16"]}
}

test_a_law_may_provide_for_a_fee if {
	_reasons("charge", _claimed("law")) == {["permit", "higher_rule_excepts", "art_16"]}
}

package luling.dazhou_test

import data.luling.builder_test as builder

_application := object.union(_sharing, {"resource/properties/sharing_class": "conditional"})

_consent := builder.approval("access", "provider")

test_unconditional_data_are_obtained_directly if {
	_reasons("obtain", _sharing) == {["permit", "unconditional_class", "art_18__para_1"]}
}

test_conditional_data_are_applied_for if {
	_reasons("obtain", _application) == {["refer", "approval_missing", "art_18__para_2"]}
	_answer("obtain", _application).next_steps == [{
		"code": "apply",
		"to": "provider",
		"article": "dazhou/art_18__para_2",
		"deadline": {"days": 10, "unit": "working_day", "starts": "received", "bearer": "provider"},
	}]
}

test_with_the_consent_conditional_data_are_obtained if {
	facts := object.union(_application, {"context/approvals": [_consent]})
	_reasons("obtain", facts) == {["permit", "approved", "art_18__para_2"]}
}

test_a_consent_of_the_bureau_does_not_count if {
	facts := object.union(_application, {"context/approvals": [builder.approval("access", "big_data_bureau")]})
	_effect("obtain", facts) == "refer"
	["incompetent_authority", "art_18__para_2"] in _notices("obtain", facts)
}

test_an_expired_consent_does_not_count if {
	expired := object.union(_consent, {"expires": "2026-11-22T00:00:00.000000Z"})
	_effect("obtain", object.union(_application, {"context/approvals": [expired]})) == "refer"
}

test_unmet_conditions_are_named if {
	facts := object.union(_application, {"resource/properties/conditions": ["duty_basis"]})
	["meet_conditions", "consumer"] in _steps("obtain", facts)
}

test_a_refusal_is_negotiated_and_coordinated if {
	refusals := [
		{"context/application/refused_by_provider": true},
		{"context/application/disputed": true},
		{"context/approvals": [object.union(_consent, {"outcome": "refused"})]},
	]
	every refusal in refusals {
		facts := object.union(_application, refusal)
		_reasons("obtain", facts) == {["refer", "sharing_refused", "art_23"]}
		_steps("obtain", facts) == {["negotiate", "provider"], ["request_coordination", "big_data_bureau"]}
	}
}

test_a_consent_after_the_dispute_suffices if {
	facts := object.union(_application, {
		"context/application/refused_by_provider": true,
		"context/approvals": [_consent],
	})
	_effect("obtain", facts) == "permit"
}

test_an_unknown_class_leaves_access_open if {
	facts := _without(_sharing, "resource/properties/sharing_class")
	_missing("obtain", facts) == {"resource.properties.sharing_class"}
}

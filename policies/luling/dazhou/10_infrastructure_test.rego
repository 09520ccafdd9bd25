package luling.dazhou_test

import data.luling.builder_test as builder

_cloud := {"subject/properties/level": "municipal", "resource/properties/kind": "cloud"}

_required := object.union(_cloud, {"context/exception": {"level": "national_provision"}})

_opinion := builder.approval("infrastructure", "big_data_bureau")

_government := builder.approval("infrastructure", "municipal_government")

test_no_new_infrastructure if {
	_reasons("build", _cloud) == {["deny", "new_infrastructure", "art_10__para_2"]}
}

test_a_local_rule_does_not_require_infrastructure if {
	facts := object.union(_cloud, {"context/exception": {"level": "provincial_provision"}})
	_effect("build", facts) == "deny"
}

test_required_infrastructure_goes_to_bureau_and_government if {
	_effect("build", _required) == "refer"
	_steps("build", _required) == {
		["seek_bureau_opinion", "big_data_bureau"],
		["submit_to_government", "municipal_government"],
	}
}

test_after_the_opinion_the_government_decides if {
	facts := object.union(_required, {"context/approvals": [object.union(_opinion, {"outcome": "refused"})]})
	_steps("build", facts) == {["submit_to_government", "municipal_government"]}
}

test_the_government_does_not_decide_without_the_opinion if {
	facts := object.union(_required, {"context/approvals": [_government]})
	_steps("build", facts) == {["seek_bureau_opinion", "big_data_bureau"]}
}

test_required_and_approved_infrastructure_is_built if {
	facts := object.union(_required, {"context/approvals": [_opinion, _government]})
	_reasons("build", facts) == {["permit", "approved", "art_10__para_2"]}
}

test_a_refusal_of_the_government_is_final if {
	refusal := object.union(_government, {"outcome": "refused"})
	facts := object.union(_required, {"context/approvals": [_opinion, refusal]})
	_reasons("build", facts) == {["deny", "infrastructure_refused", "art_10__para_2"]}
}

test_an_unknown_kind_of_infrastructure_leaves_it_open if {
	facts := {"subject/properties/level": "municipal", "resource/properties/investment_fen": 1}
	_effect("build", facts) == "indeterminate"
	_missing("build", facts) == {"resource.properties.kind"}
}

test_systems_that_stand_alone_are_moved_and_retrofitted if {
	facts := object.union(_required, {
		"subject/properties/kind": "public_institution",
		"resource/properties/hosted_on_government_cloud": false,
		"resource/properties/connected_to_platform": false,
	})
	_obligations("build", facts) == {
		"migrate_to_common_infrastructure",
		"retrofit_for_sharing",
		"advice_common_infrastructure",
	}
}

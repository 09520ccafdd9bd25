# Complete requests of each action, lawful as they stand: a test changes or removes the fact that it is about.
package luling.yushui_2018_test

import data.luling.builder_test as builder
import data.luling.decision

_unit := {"subject/properties/kind": "administrative_organ"}

_facts := object.union(_sharing, _other)

_sharing := {
	"obtain": object.union(_unit, {
		"action/properties/channel": "platform",
		"resource/properties/sharing_class": "unconditional",
		"resource/properties/sensitivity": [],
		"resource/properties/on_platform": true,
		"context/purpose/within_duties": true,
		"context/purpose/commercial": false,
		"context/application/filed": true,
		"context/agreements": [builder.agreement("security_commitment", "information_center")],
	}),
	"use": object.union(_unit, {
		"resource/properties/sensitivity": [],
		"context/purpose/within_duties": true,
		"context/purpose/commercial": false,
	}),
	"transfer": object.union(_unit, {"resource/properties/sensitivity": []}),
	"publish": object.union(_unit, {"resource/properties/sensitivity": []}),
	"charge": object.union(_unit, {"resource/properties/sensitivity": [], "context/fee_fen": 0}),
}

_other := {
	"refuse": object.union(_unit, {
		"resource/properties/sensitivity": [],
		"resource/properties/sharing_class": "excluded",
		"resource/properties/legal_basis": {"level": "law", "filed_with": ["government_office"]},
	}),
	"classify": object.union(_unit, {
		"resource/properties/sensitivity": [],
		"resource/properties/sharing_class": "conditional",
		"resource/properties/legal_basis": {"level": "law", "filed_with": ["government_office"]},
	}),
	"collect": object.union(_unit, {
		"context/available_on_platform": false,
		"context/within_scope": true,
		"context/collects_from": [],
		"context/collected_fields": ["region", "attributes"],
	}),
	"deploy_terminal": object.union(_unit, {
		"subject/properties/level": "municipal",
		"resource/properties/connected_to_platform": true,
		"context/available_on_platform": false,
		"context/approvals": [_review("municipal", "approved")],
	}),
}

_review(level, outcome) := object.union(
	builder.approval("collection_terminal", "informatization_department"),
	{"level": level, "outcome": outcome},
)

_grant(outcome) := object.union(builder.approval("access", "information_center"), {"outcome": outcome})

_answer(action, changes) := _without(action, changes, [])

_without(action, changes, absent) := answer if {
	facts := object.remove(object.union(_facts[action], changes), absent)

	# regal ignore:with-outside-test-context
	answer := decision.answer with input as builder.request("yushui_2018", action, facts)
}

# The reasons that made the effect, without notices.
_why(answer) := {[reason.code, reason.article] |
	some reason in answer.reasons
	reason.kind != "notice"
}

test_every_action_has_its_lawful_case if {
	lawful := {action | some action in object.keys(_facts); _answer(action, {}).effect == "permit"}
	lawful == object.keys(_facts) - {"transfer", "publish"}
}

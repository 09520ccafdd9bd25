# METADATA
# title: 测试请求 · requests for tests
# description: |
#   `request` makes a normalised request under one regulation, as the service hands it to the policies, from the facts
#   that a test is about; a fact's path is written with slashes ("resource/properties/sharing_class").
package luling.builder_test

now := "2026-11-23T01:00:00.000000Z"

request(regulation, action, facts) := json.patch(
	{
		"subject": {"type": "organization", "id": "unit-a", "properties": {}},
		"action": {"name": action, "properties": {}},
		"resource": {
			"type": "data_resource",
			"id": "data-1",
			"properties": {"regulation": regulation, "catalogued": true, "electronic": true},
		},
		"context": {
			"time": now,
			"purpose": {},
			"agreements": [],
			"approvals": [],
			"application": {},
			"conditions_met": [],
		},
	},
	[{"op": "add", "path": path, "value": value} | some path, value in facts],
)

approval(act, by) := {
	"act": act,
	"by": by,
	"outcome": "approved",
	"subject": "unit-a",
	"resource": "data-1",
}

agreement(kind, other) := {
	"kind": kind,
	"with": other,
	"subject": "unit-a",
	"resource": "data-1",
}

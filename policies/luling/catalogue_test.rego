# METADATA
# title: 测试条目 · catalogue entries for tests
# description: |
#   `problems` are those of an entry under one regulation, as [severity, code, field, eId]; `dated` adds the days that
#   the service has counted, `alike` the providers of entries of the same name.
package luling.catalogue_test

import data.luling.catalogue

now := "2026-11-23T01:00:00.000000Z"

problems(regulation, fields) := _problems(regulation, fields, {}, [])

dated(regulation, fields, elapsed) := _problems(regulation, fields, elapsed, [])

alike(regulation, fields, sources) := _problems(regulation, fields, {}, sources)

_problems(regulation, fields, days, sources) := {found |
	document := {
		"entry": object.union(fields, {"regulation": regulation}),
		"elapsed": days,
		"alike": {"provider": sources},
		"context": {"time": now},
	}

	# regal ignore:with-outside-test-context
	answer := catalogue.answer with input as document
	some problem in answer.problems
	cited := trim_prefix(problem.article, concat("", [regulation, "/"]))
	found := [problem.severity, problem.code, problem.field, cited]
}

# The days between a change and what it asks for, until it was done and until the check.
elapsed(change, done_by, passed) := _between(change, done_by, {"least": passed, "most": passed})

# The same where no notice says which of them are working days.
unknown(change, done_by) := _between(change, done_by, {"least": 0, "most": 100})

_between(change, done_by, passed) := {change: {
	"done_by": done_by,
	"done": {"day": passed, "working_day": passed},
	"now": {"day": passed, "working_day": passed},
}}

test_every_regulation_answers if {
	regulations := ["dazhou", "liaoning_2019", "sanya_2007", "xiangyang_2012", "yushui_2018"]
	answered := {answer.regulation |
		some regulation in regulations
		document := {"entry": {"regulation": regulation}, "elapsed": {}, "alike": {}, "context": {"time": now}}
		answer := catalogue.answer with input as document
	}
	count(answered) == count(regulations)
}

test_another_regulation_has_no_answer if {
	document := {"entry": {"regulation": "other"}, "elapsed": {}, "alike": {}, "context": {"time": now}}
	not catalogue.answer with input as document
}

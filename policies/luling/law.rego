# METADATA
# title: 法规数据 · the law as data
# description: |
#   What `rules/` says of a regulation, as it stood at the time of the request: its area, the time in which it is in
#   force, and its dated numbers. Nothing here is specific to one regulation.
package luling.law

# METADATA
# title: 地域之外 · subject or resource lies, or may lie, outside the regulation's area
# description: |
#   Whoever names the regulation asserts that it reaches both; a jurisdiction that is known to lie elsewhere refutes it.
may_lie_outside(regulation) := [] if _lies_outside(regulation)

may_lie_outside(regulation) := _unknown_jurisdictions if {
	not _lies_outside(regulation)
	not _named
	count(_unknown_jurisdictions) > 0
}

_lies_outside(regulation) if {
	some party in ["subject", "resource"]
	known := input[party].properties.jurisdictions
	count({code | some code in known; code in data.law[regulation].area}) == 0
}

_unknown_jurisdictions := [path |
	some party in ["subject", "resource"]
	not "jurisdictions" in object.keys(input[party].properties)
	path := concat(".", [party, "properties.jurisdiction"])
]

_named if "regulation" in object.keys(input.resource.properties)

# METADATA
# title: 施行 · the regulation is in force at the time of the request
# description: A regulation whose effective date the source lacks applies; its own rule says so in a notice.
in_force(regulation) if in_force_at(regulation, input.context.time)

# METADATA
# title: 某时施行 · the regulation is in force at an instant
in_force_at(regulation, instant) if {
	effective := data.law[regulation].effective
	effective.from <= instant
	instant < effective.until
}

# METADATA
# title: 法定数值 · a number of the regulation as it stood at the time of the request
# description: Days, or fen for amounts of money. Undefined where no value was in force.
parameter(regulation, name) := values[0] if {
	# Looked up before the comprehension: rego-cpp takes an argument that indexes a `some … in` inside one for any key.
	norm := data.law[regulation].parameters[name]
	values := [dated.value |
		some dated in norm.values
		dated.from <= input.context.time
		input.context.time < dated.until
	]
	count(values) > 0
}

# METADATA
# title: 法定期限 · a deadline of the regulation, as a number with its unit or as a term without a number
deadline(regulation, name) := {
	"days": parameter(regulation, name),
	"unit": norm.unit,
	"starts": norm.starts,
	"bearer": norm.bearer,
} if {
	norm := data.law[regulation].parameters[name]
	norm.unit != "none"
}

deadline(regulation, name) := {
	"term": parameter(regulation, name),
	"starts": norm.starts,
	"bearer": norm.bearer,
} if {
	norm := data.law[regulation].parameters[name]
	norm.unit == "none"
}

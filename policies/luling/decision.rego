# METADATA
# title: 裁决 · the decision
# description: |
#   Asks every regulation that can apply and combines their verdicts: the strictest wins (deny, then indeterminate, then
#   refer, then permit), all citations are kept. A regulation that is not named and whose area does not hold both
#   parties is not evaluated at all.
package luling.decision

import data.luling.effect
import data.luling.law

# METADATA
# title: 答复 · the answer, before due dates and message texts are filled in
# description: |
#   Undefined, and so never a permission, unless every regulation that the request names or may fall under has spoken.
# entrypoint: true
answer := {
	"effect": effect_name,
	"regulations": [verdict.regulation | some verdict in _applicable],
	"reasons": reasons,
	"obligations": obligations,
	"next_steps": next_steps,
	"missing": missing,
} if {
	{verdict.regulation | some verdict in _verdicts} == _asked_for
}

_asked_for := {input.resource.properties.regulation} if not _unnamed

_asked_for := object.keys(data.law) if _unnamed

_verdicts contains data.luling.dazhou.verdict if _asked("dazhou")

_verdicts contains data.luling.liaoning_2019.verdict if _asked("liaoning_2019")

_verdicts contains data.luling.sanya_2007.verdict if _asked("sanya_2007")

_verdicts contains data.luling.xiangyang_2012.verdict if _asked("xiangyang_2012")

_verdicts contains data.luling.yushui_2018.verdict if _asked("yushui_2018")

# Neither named nor in its area: outside the regulation by its scope article.
_verdicts contains verdict if {
	_unnamed
	some regulation in object.keys(data.law)
	_elsewhere(regulation)
	verdict := {
		"regulation": regulation,
		"low": -1,
		"high": -1,
		"reasons": [effect.outside("outside_area", data.law[regulation].scope_article, [])],
		"obligations": [],
	}
}

_asked(regulation) if input.resource.properties.regulation == regulation

_asked(regulation) if {
	_unnamed
	not _elsewhere(regulation)
}

_unnamed if not "regulation" in object.keys(input.resource.properties)

_elsewhere(regulation) if count(law.may_lie_outside(regulation)) == 0

# Regulations that reach the request, or may reach it. If none does, all say why.
_applicable contains verdict if {
	some verdict in _verdicts
	verdict.high >= 0
}

_heard := _applicable if count(_applicable) > 0

_heard := _verdicts if count(_applicable) == 0

_low := max({verdict.low | some verdict in _heard})

_high := max({verdict.high | some verdict in _heard})

_names := {"-1": "not_applicable", "0": "permit", "1": "refer", "2": "deny"}

# METADATA
# title: 裁决结果 · effect
effect_name := _names[format_int(_low, 10)] if _low == _high

effect_name := "indeterminate" if _low != _high

# METADATA
# title: 理由 · each regulation gives the reasons for its own effect
reasons := [reason | some reason in (_certain_reasons | _open_reasons)]

_certain_reasons contains object.remove(reason, ["missing", "steps"]) if {
	some verdict in _heard
	some reason in verdict.reasons
	count(reason.missing) == 0
	_explains(verdict, reason.kind)
}

_explains(_, kind) if kind == "notice"

_explains(verdict, kind) if {
	verdict.low == verdict.high
	_names[format_int(verdict.low, 10)] == kind
}

# What is known to be needed is said even where the effect is open.
_explains(verdict, "refer") if verdict.low != verdict.high

_open_reasons contains {"kind": "indeterminate", "code": reason.code, "article": reason.article} if {
	some verdict in _heard
	some reason in verdict.reasons
	count(reason.missing) > 0
	_matters(verdict, reason.kind)
}

# An uncertain reason matters where it is stricter than the mildest effect, or where only it could allow the case.
_matters(verdict, kind) if {
	verdict.low != verdict.high
	_rank[kind] > verdict.low
}

_matters(verdict, kind) if {
	kind in {"permit", "refer"}
	_rank[kind] == verdict.low
	verdict.high > verdict.low
	not _certain(verdict, kind)
}

_certain(verdict, kind) if {
	some reason in verdict.reasons
	reason.kind == kind
	count(reason.missing) == 0
}

_rank := {"permit": 0, "refer": 1, "deny": 2, "not_applicable": 3}

# METADATA
# title: 义务 · obligations go with every answer that is, or may become, a permission
default obligations := []

obligations := [obligation | some obligation in due] if {
	effect_name in {"permit", "refer", "indeterminate"}
	due := {obligation |
		some verdict in _heard
		some obligation in verdict.obligations
	}
}

# METADATA
# title: 下一步 · the steps that are known to be needed
default next_steps := []

next_steps := [step | some step in steps] if {
	effect_name in {"refer", "indeterminate"}
	steps := {step |
		some verdict in _heard
		some reason in verdict.reasons
		reason.kind == "refer"
		count(reason.missing) == 0
		some step in reason.steps
	}
}

# METADATA
# title: 缺少的事实 · absent facts of which some value would change the effect
default missing := []

missing := [path | some path in paths] if {
	effect_name == "indeterminate"
	paths := {path |
		some verdict in _heard
		verdict.high > _low
		some reason in verdict.reasons
		_matters(verdict, reason.kind)
		some path in reason.missing
	}
}

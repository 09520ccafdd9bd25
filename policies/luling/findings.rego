# METADATA
# title: 行为的认定 · findings
# description: |
#   What follows from a reported conduct under the regulation that the report names: the item that each conduct falls
#   under, and its measures in the order of the article, those that are due and those that still wait.
package luling.findings

# METADATA
# title: 答复 · the answer, before message texts are filled in
# description: Undefined unless the regulation that the report names has spoken.
# entrypoint: true
answer := {
	"findings": [finding | some finding in established],
	"notices": [notice | some notice in notices],
	"missing": [path | some path in missing],
} if {
	_said
}

_said := data.luling.dazhou.consequences if input.regulation == "dazhou"

_said := data.luling.liaoning_2019.consequences if input.regulation == "liaoning_2019"

_said := data.luling.sanya_2007.consequences if input.regulation == "sanya_2007"

_said := data.luling.xiangyang_2012.consequences if input.regulation == "xiangyang_2012"

_said := data.luling.yushui_2018.consequences if input.regulation == "yushui_2018"

# Whom the articles on consequences are known not to reach, and those who may be such.
_exempt contains exemption if {
	some exemption in _said.exemptions
	count(exemption.missing) == 0
}

_reached if count(_exempt) == 0

# The items that the reported conduct falls under, or may fall under.
_concerned contains item if {
	_reached
	some item in _said.items
}

# METADATA
# title: 认定 · what the reported conduct is, and what follows
established contains {
	"kind": item.kind,
	"conduct": item.conduct,
	"article": item.article,
	"duties": _duties(item.conduct),
	"measures": [_stated(measure) | some measure in _ladder(item.article)],
} if {
	some item in _concerned
	count(item.missing) == 0
}

# A duty is breached and no item names the conduct: a finding without a measure.
established contains {
	"kind": "breach",
	"conduct": breach.conduct,
	"article": breach.article,
	"duties": [breach.article],
	"measures": [],
} if {
	_reached
	some breach in _said.breaches
	not breach.conduct in _under_an_item
}

_under_an_item contains item.conduct if {
	some item in _concerned
	count(item.missing) == 0
}

_duties(code) := [breach.article | some breach in _said.breaches; breach.conduct == code]

# The stages come in the order in which every one of the articles names them.
_stages := [
	"commendation", "order_correction", "criticism", "discipline", "accountability", "criminal_referral",
	"under_national_law",
]

_ladder(article) := [measure |
	some stage in _stages
	some measure in _said.measures
	measure.stage == stage
	_governs(measure.article, article)
]

_governs(whole, article) if whole == article

_governs(whole, article) if startswith(article, concat("", [whole, "__"]))

_stated(measure) := object.union(object.remove(measure, ["condition"]), {"status": "due"}) if measure.condition.met

_stated(measure) := object.union(
	object.remove(measure, ["condition"]),
	{"status": "not_yet", "waits_for": measure.condition.code},
) if {
	not measure.condition.met
}

# METADATA
# title: 提示 · why nothing follows, or how the articles apply
notices contains object.remove(exemption, ["missing"]) if some exemption in _exempt

notices contains remark if {
	_reached
	some remark in _said.remarks
}

# Reported conduct of which the regulation says nothing.
notices contains {"code": "conduct_not_named", "article": scope, "conduct": code} if {
	_reached
	some code in input.conduct
	not code in _spoken_of
	scope := data.law[input.regulation].scope_article
}

_spoken_of := {item.conduct | some item in _concerned} | {breach.conduct | some breach in _said.breaches}

# METADATA
# title: 缺少的事实 · absent facts of which some value would change a finding
missing contains path if {
	some item in _concerned
	some path in item.missing
}

missing contains path if {
	some item in _concerned
	some measure in _ladder(item.article)
	some path in measure.condition.missing
}

missing contains path if {
	_reached
	count(_spoken_of) > 0
	some exemption in _said.exemptions
	some path in exemption.missing
}

# METADATA
# title: 行为及其后果 · conduct and its consequences
# description: |
#   The words in which the articles on consequences speak. A regulation says which of its duties a reported conduct
#   breaches (`breaks`), under which item it falls (`falls_under`, `earns`), whom the articles do not reach (`exempts`)
#   and which measures follow (`follows`), each with the condition that it waits for.
#   A measure is due where its condition is known to hold. `missing` lists the absent facts that could change the
#   findings; it is empty where a thing is certain.
package luling.conduct

# METADATA
# title: 违反义务 · the conduct breaches the duty of this article
breaks(code, article) := {"conduct": code, "article": article}

# METADATA
# title: 属于某项 · the conduct falls under this item, or may do so
falls_under(code, article, missing) := {
	"kind": "breach",
	"conduct": code,
	"article": article,
	"missing": missing,
}

# METADATA
# title: 应予表彰 · the conduct earns what this item promises
earns(code, article) := {
	"kind": "merit",
	"conduct": code,
	"article": article,
	"missing": [],
}

# METADATA
# title: 不及于 · the articles on consequences do not reach this report, or may not
exempts(code, article, missing) := {"code": code, "article": article, "missing": missing}

# METADATA
# title: 提示 · something that the reader should know; changes no finding
remark(code, article) := {"code": code, "article": article}

# METADATA
# title: 后果 · a measure, by whom, against whom, and the condition that it waits for
# description: |
#   `by` is null where the article names nobody.
follows(stage, by, against, article, condition) := {
	"stage": stage,
	"by": by,
	"against": against,
	"article": article,
	"condition": condition,
}

# METADATA
# title: 即时适用 · no condition
at_once := {"met": true, "code": "", "missing": []}

# METADATA
# title: 尚可责令改正 · no order yet, and nothing says that the breach is mended
order_open := {"met": true, "code": "", "missing": missing} if {
	not _ordered
	not _corrected
	missing := _absent_among(["ordered", "corrected"])
}

# METADATA
# title: 逾期未改正 · ordered, the time set has run out, not corrected
uncorrected := {"met": true, "code": "", "missing": []} if _lapsed_uncorrected

uncorrected := {"met": false, "code": "non_correction", "missing": missing} if {
	not _lapsed_uncorrected
	missing := _unless(_correction_ruled_out, ["ordered", "ordered.due", "corrected"])
}

_lapsed_uncorrected if {
	_expired
	input.corrected == false
}

default _correction_ruled_out := false

_correction_ruled_out if _corrected

_correction_ruled_out if _not_ordered

_correction_ruled_out if _running

# METADATA
# title: 拒不整改造成严重后果 · refused to correct, with serious consequences
# description: |
#   Interpreted: where no time was set, an order that is not followed is a refusal; while a set time runs there is none.
refused_with_serious_consequence := {"met": true, "code": "", "missing": []} if _refused_gravely

refused_with_serious_consequence := {
	"met": false,
	"code": "refusal_with_serious_consequence",
	"missing": missing,
} if {
	not _refused_gravely
	missing := _unless(_refusal_ruled_out, ["ordered", "corrected", "consequence"])
}

_refused_gravely if {
	_ordered
	not _running
	input.corrected == false
	input.consequence == "serious"
}

default _refusal_ruled_out := false

_refusal_ruled_out if _correction_ruled_out

_refusal_ruled_out if input.consequence != "serious"

# METADATA
# title: 造成不良后果 · bad consequences
adverse_consequence := {"met": true, "code": "", "missing": []} if _harmful

adverse_consequence := {"met": false, "code": "adverse_consequence", "missing": missing} if {
	not _harmful
	missing := _absent_among(["consequence"])
}

_harmful if input.consequence in {"adverse", "serious"}

# METADATA
# title: 情节严重 · serious circumstances
serious_circumstances := {"met": true, "code": "", "missing": []} if input.circumstances == "serious"

serious_circumstances := {"met": false, "code": "serious_circumstances", "missing": missing} if {
	not input.circumstances == "serious"
	missing := _absent_among(["circumstances"])
}

# METADATA
# title: 构成犯罪 · a crime is suspected
crime := {"met": true, "code": "", "missing": []} if input.crime_suspected == true

crime := {"met": false, "code": "crime", "missing": missing} if {
	not input.crime_suspected == true
	missing := _absent_among(["crime_suspected"])
}

# METADATA
# title: 造成或可能造成损失 · there is, or may be, a loss
may_have_caused_loss := [] if _harmful

may_have_caused_loss := ["consequence"] if count(_absent_among(["consequence"])) > 0

# METADATA
# title: 涉及或可能涉及某类敏感内容 · the data involve, or may involve, one of the sensitivities
may_involve(kinds) := [] if {
	some kind in input.sensitivity
	kind in kinds
}

may_involve(_) := ["sensitivity"] if count(_absent_among(["sensitivity"])) > 0

# METADATA
# title: 涉及或可能涉及秘密、隐私 · the data bear, or may bear, a state secret, a trade secret or personal privacy
may_bear_secret := may_involve({"state_secret", "trade_secret", "personal_privacy"})

# METADATA
# title: 已知涉及秘密、隐私 · the data are known to bear such a secret
bears_secret if count(may_bear_secret) == 0

# METADATA
# title: 行为人不属于或可能不属于这些类别 · the actor is, or may be, of another kind
actor_may_be_other_than(kinds) := [] if {
	_actor_known
	not input.actor.kind in kinds
}

actor_may_be_other_than(_) := ["actor.kind"] if not _actor_known

_actor_known if "kind" in object.keys(object.get(input, "actor", {}))

# METADATA
# title: 相对人 · whom a measure meets where units and their staff are named
addressee := ["persons"] if input.actor.kind == "person"

addressee := ["unit"] if not input.actor.kind == "person"

# METADATA
# title: 未列明的行为 · conduct that breaches a duty and falls under no item for certain, or is reported as another breach
# description: The items are those that the article names; what they name is left to them.
unnamed(breaches, items) := (broken | other) - named if {
	broken := {breach.conduct | some breach in breaches}
	other := {code | some code in input.conduct; code == "other_breach"}
	named := {item.conduct | some item in items; count(item.missing) == 0}
}

_ordered if input.ordered.at <= input.time

_ordered if {
	keys := object.keys(input.ordered)
	"due" in keys
	not "at" in keys
}

_not_ordered if input.ordered.at > input.time

_not_ordered if count(object.keys(input.ordered)) == 0

_running if {
	_ordered
	input.ordered.due >= input.time
}

_expired if {
	_ordered
	input.ordered.due < input.time
}

_corrected if input.corrected == true

_unless(false, paths) := _absent_among(paths)

_unless(true, _) := []

_absent_among(paths) := [path | some path in paths; path in _absent]

_absent contains fact if {
	some fact in ["circumstances", "consequence", "corrected", "crime_suspected", "ordered", "sensitivity"]
	not fact in object.keys(input)
}

_absent contains "ordered.due" if {
	_ordered
	not "due" in object.keys(input.ordered)
}

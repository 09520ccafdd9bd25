# METADATA
# title: 一部法规的裁决 · the outcome under one regulation
# description: |
#   Combines what the rules of one regulation say. Within a regulation `outside` comes before everything, then deny,
#   then refer, then permit; and nothing is allowed without a rule that allows it. Because reasons may rest on facts
#   that are absent, the outcome is an interval: the mildest effect that the absent facts leave open, and the strictest.
#   Effects are numbers here: -1 not applicable, 0 permit, 1 refer, 2 deny.
package luling.outcome

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 裁决 · verdict of one regulation
# description: |
#   `said` is the set of reasons that its rules give. `sure` are the kinds of reason that hold whatever the absent facts
#   are, `open` all kinds that hold or may hold.
verdict(regulation, said, obligations) := {
	"regulation": regulation,
	"low": low,
	"high": high,
	"reasons": [reason | some reason in ((said | _closed_world(regulation, low, sure)) | notices)],
	"obligations": [obligation | some obligation in obligations],
} if {
	sure := {reason.kind | some reason in said; count(reason.missing) == 0}
	open := {reason.kind | some reason in said}
	low := _mildest(sure, open)
	high := _strictest(sure, open)
	class := object.get(facts.sharing_class, "value", "unknown")
	notices := competence.notices(regulation, class)
}

# The mildest effect that the absent facts leave open.
_mildest(_, open) := -1 if "not_applicable" in open

_mildest(sure, open) := 2 if {
	not "not_applicable" in open
	"deny" in sure
}

_mildest(sure, open) := 1 if {
	not _barred(sure, open)
	"refer" in sure
}

_mildest(sure, open) := 0 if {
	not _barred(sure, open)
	not "refer" in sure
	"permit" in open
}

_mildest(sure, open) := 1 if {
	not _barred(sure, open)
	not "refer" in sure
	not "permit" in open
	"refer" in open
}

_mildest(sure, open) := 2 if {
	not _barred(sure, open)
	count(open & {"refer", "permit"}) == 0
}

_barred(_, open) if "not_applicable" in open

_barred(sure, _) if "deny" in sure

# The strictest effect that the absent facts leave open. Where every permission is uncertain, it may fail, and then
# nothing allows the case.
_strictest(sure, _) := -1 if "not_applicable" in sure

_strictest(sure, open) := 2 if {
	not "not_applicable" in sure
	"deny" in open
}

_strictest(sure, open) := 2 if {
	not _barrable(sure, open)
	count(sure & {"refer", "permit"}) == 0
}

_strictest(sure, open) := 1 if {
	not _barrable(sure, open)
	count(sure & {"refer", "permit"}) > 0
	"refer" in open
}

_strictest(sure, open) := 0 if {
	not _barrable(sure, open)
	"permit" in sure
	not "refer" in open
}

_barrable(sure, _) if "not_applicable" in sure

_barrable(_, open) if "deny" in open

# In scope, and no rule speaks: denied, citing the article of the scope.
_closed_world(regulation, 2, sure) := {effect.deny("no_permission_rule", data.law[regulation].scope_article, [])} if {
	not "deny" in sure
}

_closed_world(_, 2, sure) := set() if "deny" in sure

_closed_world(_, low, _) := set() if low != 2

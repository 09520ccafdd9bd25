package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

_using if input.action.name in {"obtain", "use"}

# METADATA
# title: 第十六条 只用于本部门履行职责
# description: Data from the platform serve the department's own duties and nothing else.
# custom:
#   article: art_16
reasons contains effect.deny("outside_duties", "liaoning_2019/art_16", missing) if {
	_using
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

package luling.yushui_2018

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第八条 一数一源
# description: A unit collects for its functions what no other source holds.
# custom:
#   article: art_8
reasons contains effect.permit("collected_once", "yushui_2018/art_8", []) if input.action.name == "collect"

# METADATA
# title: 第八条 重复采集
# description: |
#   What sharing supplies is not collected again. "Available" means available to this unit from another source: the
#   unit that the catalogue charges with the collection does not repeat it.
# custom:
#   article: art_8
reasons contains effect.deny("repeat_collection", "yushui_2018/art_8", missing) if {
	input.action.name == "collect"
	missing := facts.may_be(facts.circumstance("available_on_platform"), true)
}

# METADATA
# title: 第八条 超范围采集
# description: No collection beyond the scope, save by law or regulation (local regulations among them).
# custom:
#   article: art_8
reasons contains effect.deny("beyond_scope", "yushui_2018/art_8", missing) if {
	input.action.name == "collect"
	not facts.exception_of({"law", "administrative_regulation", "local_regulation"})
	missing := facts.may_be(facts.circumstance("within_scope"), false)
}

# METADATA
# title: 第八条 法律法规另有规定的采集
# description: The exception of the prohibition, where it is needed.
# custom:
#   article: art_8
reasons contains effect.permit("excepted_by_law", "yushui_2018/art_8", []) if {
	input.action.name == "collect"
	input.context.within_scope == false
	facts.exception_of({"law", "administrative_regulation", "local_regulation"})
}

package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十五条第一款 不得重复采集
# description: What the sharing platform can supply is not collected again in administration. No exception is stated.
# custom:
#   article: art_15__para_1
reasons contains effect.deny("repeat_collection", "liaoning_2019/art_15__para_1", missing) if {
	input.action.name == "collect"
	missing := facts.may_be(facts.circumstance("available_on_platform"), true)
}

# METADATA
# title: 第十五条第一款 平台不能提供的可以采集
# description: |
#   Read from the limit of the prohibition: what the platform cannot supply may be collected. That the collection keeps
#   within statutory powers (article 6) is not decided here; leaving them is conduct.
# custom:
#   article: art_15__para_1
reasons contains effect.permit("not_on_platform", "liaoning_2019/art_15__para_1", missing) if {
	input.action.name == "collect"
	missing := facts.may_be(facts.circumstance("available_on_platform"), false)
}

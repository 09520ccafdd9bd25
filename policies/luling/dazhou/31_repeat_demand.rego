package luling.dazhou

import data.luling.effect
import data.luling.facts

_demanding if input.action.name == "demand_material"

# METADATA
# title: 第三十一条第三项 不得要求重复提交
# description: What the sharing platform supplies must not be asked of the applicant again; the item presupposes this.
# custom:
#   article: art_31__item_3
reasons contains effect.deny("repeat_demand", "dazhou/art_31__item_3", missing) if {
	_demanding
	missing := facts.may_be(facts.circumstance("available_on_platform"), true)
}

# METADATA
# title: 第三十一条第三项 平台不能提供的材料
# description: |
#   Interpreted: the item reaches no further than what the platform supplies.
# custom:
#   article: art_31__item_3
reasons contains effect.permit("not_on_platform", "dazhou/art_31__item_3", []) if _demanding

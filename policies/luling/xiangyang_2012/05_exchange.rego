package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 第五条 交换共享依托数据中心
# description: |
#   Every exchange, the first supply as well as the passing on, goes through the municipal data centre; another channel
#   is closed whatever the class of the data.
# custom:
#   article: art_5
reasons contains effect.deny("outside_platform", "xiangyang_2012/art_5", missing) if {
	input.action.name in {"obtain", "transfer"}
	missing := facts.may_be(facts.channel, "direct")
}

# METADATA
# title: 第五条 只管数据中心
# description: The article restrains the building of data centres; it does not reach other infrastructure.
# custom:
#   article: art_5
reasons contains effect.outside("infrastructure_not_covered", "xiangyang_2012/art_5", missing) if {
	input.action.name == "build"
	missing := facts.may_not_be(facts.property("kind"), "data_center")
}

# METADATA
# title: 第五条 单独建设数据中心, 已获批准
# description: The exception to the rule of one common data centre, granted by the municipal government.
# custom:
#   article: art_5
reasons contains effect.permit("own_data_center_approved", "xiangyang_2012/art_5", []) if {
	input.action.name == "build"
	competence.approved("xiangyang_2012", "infrastructure", "*")
}

# METADATA
# title: 第五条 单独建设数据中心, 尚未获批准
# description: Whether it is truly needed is for the municipal government to say.
# custom:
#   article: art_5
reasons contains effect.refer("approval_missing", "xiangyang_2012/art_5", [], [step]) if {
	input.action.name == "build"
	not competence.approved("xiangyang_2012", "infrastructure", "*")
	not _building_refused
	step := effect.step("obtain_approval", "municipal_government", "xiangyang_2012/art_5")
}

# METADATA
# title: 第五条 单独建设数据中心, 市政府不予批准
# description: The refusal is final; a later approval replaces it.
# custom:
#   article: art_5
reasons contains effect.deny("refused_by_government", "xiangyang_2012/art_5", []) if {
	input.action.name == "build"
	_building_refused
}

_building_refused if {
	competence.refused_by("xiangyang_2012", "infrastructure", "*", "municipal_government")
	not competence.approved("xiangyang_2012", "infrastructure", "*")
}

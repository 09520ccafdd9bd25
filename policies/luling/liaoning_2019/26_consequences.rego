package luling.liaoning_2019

import data.luling.conduct
import data.luling.law

# METADATA
# title: 第二十八条 施行
# custom:
#   article: art_28
exemptions contains conduct.exempts("not_in_force", "liaoning_2019/art_28", []) if {
	not law.in_force_at("liaoning_2019", input.time)
}

# METADATA
# title: 第二条 非涉密数据
# custom:
#   article: art_2
exemptions contains conduct.exempts("state_secret", "liaoning_2019/art_2", missing) if {
	missing := conduct.may_involve({"state_secret"})
}

# METADATA
# title: 第二十六条 政府部门及其工作人员
# description: |
#   Not the units of article 7, nor the central agencies to which the measure applies by reference.
# custom:
#   article: art_26
exemptions contains conduct.exempts("consequences_reach_departments", "liaoning_2019/art_26", missing) if {
	missing := conduct.actor_may_be_other_than({"administrative_organ", "person"})
}

# METADATA
# title: 第二十六条第一项 未按要求制定更新目录
# custom:
#   article: art_26__item_1
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_1", []) if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第二十六条第二项 未及时提供
# custom:
#   article: art_26__item_2
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_2", []) if {
	some code in input.conduct
	code in {"refuse_to_provide", "late_provision"}
}

# METADATA
# title: 第二十六条第三项 未及时更新、不符合规范、无法使用
# custom:
#   article: art_26__item_3
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_3", []) if {
	some code in input.conduct
	code in {"late_update", "nonconforming_provision"}
}

# METADATA
# title: 第二十六条第四项 用于履行职责以外
# description: |
#   Interpreted: passing data on is no use of one's own and falls under item 7.
# custom:
#   article: art_26__item_4
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_4", []) if {
	some code in input.conduct
	code in {"misuse", "commercial_use", "widened_scope"}
}

# METADATA
# title: 第二十六条第五项 未落实安全防护措施
# custom:
#   article: art_26__item_5
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_5", []) if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十六条第六项 玩忽职守、滥用职权、徇私舞弊
# custom:
#   article: art_26__item_6
items contains conduct.falls_under(code, "liaoning_2019/art_26__item_6", []) if {
	some code in input.conduct
	code == "abuse_of_office"
}

# METADATA
# title: 第二十六条第七项 其他行为
# description: |
#   Every duty of the measure whose breach no other item names.
# custom:
#   article: art_26__item_7
unlisted contains conduct.falls_under(code, "liaoning_2019/art_26__item_7", []) if {
	some code in conduct.unnamed(breaches, items)
}

# METADATA
# title: 第二十六条 责令限期改正
# custom:
#   article: art_26
measures contains conduct.follows(
	"order_correction",
	"management_department",
	conduct.addressee,
	"liaoning_2019/art_26",
	condition,
) if {
	condition := conduct.order_open
}

# METADATA
# title: 第二十六条 逾期未改正的通报批评
# custom:
#   article: art_26
measures contains conduct.follows(
	"criticism",
	"management_department",
	conduct.addressee,
	"liaoning_2019/art_26",
	condition,
) if {
	condition := conduct.uncorrected
}

# METADATA
# title: 第二十六条 情节严重的处分
# description: |
#   Does not wait for non-correction. The persons directly in charge and the others directly responsible.
# custom:
#   article: art_26
measures contains conduct.follows(
	"discipline",
	"competent_organ",
	["leader", "persons"],
	"liaoning_2019/art_26",
	condition,
) if {
	condition := conduct.serious_circumstances
}

# METADATA
# title: 后果 · what the articles on consequences say of the reported conduct
consequences := {
	"exemptions": exemptions,
	"remarks": [],
	"breaches": breaches,
	"items": (items | unlisted),
	"measures": measures,
}

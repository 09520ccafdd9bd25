package luling.sanya_2007

import data.luling.conduct
import data.luling.law

# METADATA
# title: 第三十四条 施行
# custom:
#   article: art_34
exemptions contains conduct.exempts("not_in_force", "sanya_2007/art_34", []) if {
	not law.in_force_at("sanya_2007", input.time)
}

# METADATA
# title: 第二条 适用的机关单位
# custom:
#   article: art_2
exemptions contains conduct.exempts("kind_not_covered", "sanya_2007/art_2", missing) if {
	missing := conduct.actor_may_be_other_than({"administrative_organ", "party_organ"})
}

# METADATA
# title: 第三十一条第一项 未及时共享
# custom:
#   article: art_31__item_1
items contains conduct.falls_under(code, "sanya_2007/art_31__item_1", []) if {
	some code in input.conduct
	code in {"refuse_to_provide", "late_provision"}
}

# METADATA
# title: 第三十一条第二项 不真实、不全面
# description: |
#   Interpreted: whoever leaves an error standing provides untrue information.
# custom:
#   article: art_31__item_2
items contains conduct.falls_under(code, "sanya_2007/art_31__item_2", []) if {
	some code in input.conduct
	code in {"untrue_data", "incomplete_provision", "error_not_corrected"}
}

# METADATA
# title: 第三十一条第三项 未按时更新
# custom:
#   article: art_31__item_3
items contains conduct.falls_under(code, "sanya_2007/art_31__item_3", []) if {
	some code in input.conduct
	code == "late_update"
}

# METADATA
# title: 第三十一条第四项 用于履行职责以外
# description: |
#   Interpreted: passing data on is no use of one's own and falls under item 8.
# custom:
#   article: art_31__item_4
items contains conduct.falls_under(code, "sanya_2007/art_31__item_4", []) if {
	some code in input.conduct
	code in {"misuse", "commercial_use", "widened_scope"}
}

# METADATA
# title: 第三十一条第五项 拒不整改
# custom:
#   article: art_31__item_5
items contains conduct.falls_under(code, "sanya_2007/art_31__item_5", []) if {
	some code in input.conduct
	code == "inspection_order_refused"
}

# METADATA
# title: 第三十一条第六项 泄露党和国家秘密
# description: |
#   Of state secrets only; other leaks fall under item 8.
# custom:
#   article: art_31__item_6
items contains conduct.falls_under(code, "sanya_2007/art_31__item_6", missing) if {
	missing := conduct.may_involve({"state_secret"})
	some code in input.conduct
	code == "leak"
}

# METADATA
# title: 第三十一条第七项 删除修改平台程序和数据库
# custom:
#   article: art_31__item_7
items contains conduct.falls_under(code, "sanya_2007/art_31__item_7", []) if {
	some code in input.conduct
	code == "platform_tampering"
}

# METADATA
# title: 第三十一条第八项 其他违反
# description: |
#   Every duty of the measure whose breach no other item names.
# custom:
#   article: art_31__item_8
unlisted contains conduct.falls_under(code, "sanya_2007/art_31__item_8", []) if {
	some code in conduct.unnamed(breaches, items)
}

# METADATA
# title: 第三十一条 通报批评
# description: |
#   There is no order to correct before it.
# custom:
#   article: art_31
measures contains conduct.follows(
	"criticism",
	"supervision_department",
	["unit"],
	"sanya_2007/art_31",
	condition,
) if {
	condition := conduct.at_once
}

# METADATA
# title: 第三十一条 情节严重的行政处分
# description: |
#   The main leader, the leader in charge and the person directly responsible.
# custom:
#   article: art_31
measures contains conduct.follows(
	"discipline",
	"supervision_department",
	["leader", "persons"],
	"sanya_2007/art_31",
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

package luling.yushui_2018

import data.luling.conduct
import data.luling.law

# METADATA
# title: 第三十四条 施行
# custom:
#   article: art_34
exemptions contains conduct.exempts("not_in_force", "yushui_2018/art_34", []) if {
	not law.in_force_at("yushui_2018", input.time)
}

# METADATA
# title: 第二条第一款 适用的机关单位
# description: |
#   A person is one of the staff of a unit: articles 30 to 32 reach units and their staff.
# custom:
#   article: art_2__para_1
exemptions contains conduct.exempts("kind_not_covered", "yushui_2018/art_2__para_1", missing) if {
	missing := conduct.actor_may_be_other_than({"administrative_organ", "public_institution", "utility", "person"})
}

# METADATA
# title: 第三十一条第一项 拒绝、不实、拖延
# custom:
#   article: art_31__item_1
items contains conduct.falls_under(code, "yushui_2018/art_31__item_1", []) if {
	some code in input.conduct
	code in {"refuse_to_provide", "untrue_data", "late_provision"}
}

# METADATA
# title: 第三十一条第二项 不及时更新、收费
# custom:
#   article: art_31__item_2
items contains conduct.falls_under(code, "yushui_2018/art_31__item_2", []) if {
	some code in input.conduct
	code in {"late_update", "charge_for_sharing"}
}

# METADATA
# title: 第三十一条第三项 违规使用、泄漏、扩大范围
# custom:
#   article: art_31__item_3
items contains conduct.falls_under(code, "yushui_2018/art_31__item_3", []) if {
	some code in input.conduct
	code in {"misuse", "leak", "widened_scope", "third_party_transfer", "commercial_use", "unauthorised_publication"}
}

# METADATA
# title: 第三十一条 责令限期改正
# custom:
#   article: art_31
measures contains conduct.follows(
	"order_correction",
	"government_office",
	conduct.addressee,
	"yushui_2018/art_31",
	condition,
) if {
	condition := conduct.order_open
}

# METADATA
# title: 第三十一条 情节严重的通报批评
# description: |
#   Does not wait for non-correction.
# custom:
#   article: art_31
measures contains conduct.follows(
	"criticism",
	"government_office",
	conduct.addressee,
	"yushui_2018/art_31",
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
	"items": items,
	"measures": measures,
}

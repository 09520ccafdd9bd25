package luling.xiangyang_2012

import data.luling.conduct
import data.luling.law

# METADATA
# title: 第三十一条 施行
# custom:
#   article: art_31
exemptions contains conduct.exempts("not_in_force", "xiangyang_2012/art_31", []) if {
	not law.in_force_at("xiangyang_2012", input.time)
}

# METADATA
# title: 第三条 适用的单位
# custom:
#   article: art_3
exemptions contains conduct.exempts("kind_not_covered", "xiangyang_2012/art_3", missing) if {
	missing := conduct.actor_may_be_other_than({"administrative_organ", "public_institution", "utility"})
}

# METADATA
# title: 第二十九条第一项 拒绝提供、不完整提供
# description: |
#   Interpreted: whoever refuses the connection to the centre refuses to provide the data.
# custom:
#   article: art_29__item_1
items contains conduct.falls_under(code, "xiangyang_2012/art_29__item_1", []) if {
	some code in input.conduct
	code in {"refuse_to_provide", "incomplete_provision", "integration_refused"}
}

# METADATA
# title: 第二十九条第二项 不按时、不按规范提供
# description: |
#   Interpreted: it speaks of providing; data provided and later not updated fall under item 5.
# custom:
#   article: art_29__item_2
items contains conduct.falls_under(code, "xiangyang_2012/art_29__item_2", []) if {
	some code in input.conduct
	code in {"late_provision", "nonconforming_provision"}
}

# METADATA
# title: 第二十九条第三项 违规使用、泄漏、扩大范围
# custom:
#   article: art_29__item_3
items contains conduct.falls_under(code, "xiangyang_2012/art_29__item_3", []) if {
	some code in input.conduct
	code in {"misuse", "leak", "widened_scope", "third_party_transfer", "commercial_use", "unauthorised_publication"}
}

# METADATA
# title: 第二十九条第四项 有错误拒不改正
# custom:
#   article: art_29__item_4
items contains conduct.falls_under(code, "xiangyang_2012/art_29__item_4", []) if {
	some code in input.conduct
	code == "error_not_corrected"
}

# METADATA
# title: 第二十九条第五项 其他违反
# description: |
#   Every duty of the measure whose breach no other item names.
# custom:
#   article: art_29__item_5
unlisted contains conduct.falls_under(code, "xiangyang_2012/art_29__item_5", []) if {
	some code in conduct.unnamed(breaches, items)
}

# METADATA
# title: 第二十九条 责令限期改正
# custom:
#   article: art_29
measures contains conduct.follows(
	"order_correction",
	"municipal_government",
	["unit"],
	"xiangyang_2012/art_29",
	condition,
) if {
	condition := conduct.order_open
}

# METADATA
# title: 第二十九条 逾期不改正的书面通报批评
# custom:
#   article: art_29
measures contains conduct.follows(
	"criticism",
	"municipal_government",
	["unit"],
	"xiangyang_2012/art_29",
	condition,
) if {
	condition := conduct.uncorrected
}

# METADATA
# title: 第二十九条 造成不良后果的追究责任
# description: |
#   Depends on the consequences alone. The article names nobody who does it.
# custom:
#   article: art_29
measures contains conduct.follows(
	"accountability",
	null,
	["unit"],
	"xiangyang_2012/art_29",
	condition,
) if {
	condition := conduct.adverse_consequence
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

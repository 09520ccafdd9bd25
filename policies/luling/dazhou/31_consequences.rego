package luling.dazhou

import data.luling.conduct

# METADATA
# title: 第二条第一款 适用的单位
# description: |
#   Contractors through article 5, Party organs through article 32.
# custom:
#   article: art_2__para_1
exemptions contains conduct.exempts("kind_not_covered", "dazhou/art_2__para_1", missing) if {
	missing := conduct.actor_may_be_other_than({
		"administrative_organ",
		"public_institution",
		"utility",
		"party_organ",
		"contractor",
	})
}

# METADATA
# title: 第三十一条第一项 不按规定采集、归集、共享、开放
# description: |
#   Interpreted: updating is part of sharing, as the chapter on sharing has it.
# custom:
#   article: art_31__item_1
items contains conduct.falls_under(code, "dazhou/art_31__item_1", []) if {
	some code in input.conduct
	code in {
		"refuse_to_provide", "late_provision", "nonconforming_provision", "late_update", "charge_for_sharing",
		"unlawful_collection", "repeat_collection", "opening_refused", "unlawful_opening",
	}
}

# METADATA
# title: 第三十一条第二项 不真实、不准确、不完整
# custom:
#   article: art_31__item_2
items contains conduct.falls_under(code, "dazhou/art_31__item_2", []) if {
	some code in input.conduct
	code in {"untrue_data", "incomplete_provision", "error_not_corrected"}
}

# METADATA
# title: 第三十一条第三项 要求重复提交
# custom:
#   article: art_31__item_3
items contains conduct.falls_under(code, "dazhou/art_31__item_3", []) if {
	some code in input.conduct
	code == "repeat_demand"
}

# METADATA
# title: 第三十一条第四项 不按规定编制、更新、上报目录
# custom:
#   article: art_31__item_4
items contains conduct.falls_under(code, "dazhou/art_31__item_4", []) if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第三十一条第五项 不按规定受理、答复、复核申请
# custom:
#   article: art_31__item_5
items contains conduct.falls_under(code, "dazhou/art_31__item_5", []) if {
	some code in input.conduct
	code == "application_mishandled"
}

# METADATA
# title: 第三十一条第六项 擅自建设基础设施
# custom:
#   article: art_31__item_6
items contains conduct.falls_under(code, "dazhou/art_31__item_6", []) if {
	some code in input.conduct
	code == "infrastructure_unauthorised"
}

# METADATA
# title: 第三十一条第七项 不按规定开展系统整合
# custom:
#   article: art_31__item_7
items contains conduct.falls_under(code, "dazhou/art_31__item_7", []) if {
	some code in input.conduct
	code == "integration_refused"
}

# METADATA
# title: 第三十一条第八项 未履行安全管理职责
# description: |
#   Interpreted: the confidentiality agreement of article 5 is one of the security duties.
# custom:
#   article: art_31__item_8
items contains conduct.falls_under(code, "dazhou/art_31__item_8", []) if {
	some code in input.conduct
	code in {"security_not_implemented", "contract_without_agreement"}
}

# METADATA
# title: 第三十一条第九项 违规使用并造成损失
# description: |
#   Where no loss is known, item 10.
# custom:
#   article: art_31__item_9
items contains conduct.falls_under(code, "dazhou/art_31__item_9", missing) if {
	missing := conduct.may_have_caused_loss
	some code in input.conduct
	code in {"misuse", "commercial_use", "widened_scope", "third_party_transfer", "unauthorised_publication"}
}

# METADATA
# title: 第三十一条第十项 其他行为
# description: |
#   Every duty of the measure whose breach no other item names.
# custom:
#   article: art_31__item_10
unlisted contains conduct.falls_under(code, "dazhou/art_31__item_10", []) if {
	some code in conduct.unnamed(breaches, items)
}

# METADATA
# title: 第三十一条 督促整改
# description: |
#   The big data bureau reports, the leading group urges.
# custom:
#   article: art_31
measures contains conduct.follows(
	"order_correction",
	"leading_group",
	["unit"],
	"dazhou/art_31",
	condition,
) if {
	condition := conduct.order_open
}

# METADATA
# title: 第三十一条 拒不整改造成严重后果的追究责任
# description: |
#   Needs both. The article names nobody who does it.
# custom:
#   article: art_31
measures contains conduct.follows(
	"accountability",
	null,
	["unit", "persons"],
	"dazhou/art_31",
	condition,
) if {
	condition := conduct.refused_with_serious_consequence
}

# METADATA
# title: 第三十四条 施行日期原文缺
# custom:
#   article: art_34
remarks contains conduct.remark("effective_date_unknown", "dazhou/art_34") if input.regulation == "dazhou"

# METADATA
# title: 第三十一条 市大数据局报请
# custom:
#   article: art_31
remarks contains conduct.remark("bureau_reports", "dazhou/art_31") if input.regulation == "dazhou"

# METADATA
# title: 第三十二条 党群、政法部门参照执行
# custom:
#   article: art_32
remarks contains conduct.remark("applied_by_reference", "dazhou/art_32") if input.actor.kind == "party_organ"

# METADATA
# title: 后果 · what the articles on consequences say of the reported conduct
consequences := {
	"exemptions": exemptions,
	"remarks": remarks,
	"breaches": breaches,
	"items": (items | unlisted),
	"measures": measures,
}

package luling.yushui_2018

import data.luling.conduct

# METADATA
# title: 第四条第三项 无偿使用
# custom:
#   article: art_4__item_3
breaches contains conduct.breaks(code, "yushui_2018/art_4__item_3") if {
	some code in input.conduct
	code == "charge_for_sharing"
}

# METADATA
# title: 第五条第五款 及时响应
# custom:
#   article: art_5__para_5
breaches contains conduct.breaks(code, "yushui_2018/art_5__para_5") if {
	some code in input.conduct
	code in {"late_provision", "application_mishandled"}
}

# METADATA
# title: 第六条 主动响应并提供
# custom:
#   article: art_6
breaches contains conduct.breaks(code, "yushui_2018/art_6") if {
	some code in input.conduct
	code == "refuse_to_provide"
}

# METADATA
# title: 第八条 一数一源, 不超范围采集
# custom:
#   article: art_8
breaches contains conduct.breaks(code, "yushui_2018/art_8") if {
	some code in input.conduct
	code in {"repeat_collection", "unlawful_collection"}
}

# METADATA
# title: 第十三条第二款 目录的日常维护
# custom:
#   article: art_13__para_2
breaches contains conduct.breaks(code, "yushui_2018/art_13__para_2") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十四条 数据更新
# custom:
#   article: art_14
breaches contains conduct.breaks(code, "yushui_2018/art_14") if {
	some code in input.conduct
	code == "late_update"
}

# METADATA
# title: 第十九条 准确、完整、及时、规范
# custom:
#   article: art_19
breaches contains conduct.breaks(code, "yushui_2018/art_19") if {
	some code in input.conduct
	code in {"untrue_data", "incomplete_provision", "late_update", "nonconforming_provision"}
}

# METADATA
# title: 第二十条 核查纠错并反馈
# custom:
#   article: art_20
breaches contains conduct.breaks(code, "yushui_2018/art_20") if {
	some code in input.conduct
	code in {"error_not_corrected", "uncorrected_inconsistency"}
}

# METADATA
# title: 第二十三条 数据库安全
# custom:
#   article: art_23
breaches contains conduct.breaks(code, "yushui_2018/art_23") if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十四条 只用于履行职责
# description: |
#   What is published or leaked reaches third parties.
# custom:
#   article: art_24
breaches contains conduct.breaks(code, "yushui_2018/art_24") if {
	some code in input.conduct
	code in {"misuse", "widened_scope", "commercial_use", "third_party_transfer", "unauthorised_publication", "leak"}
}

# METADATA
# title: 第二十五条 保密信息
# description: |
#   Only for data that are known to bear a secret.
# custom:
#   article: art_25
breaches contains conduct.breaks(code, "yushui_2018/art_25") if {
	conduct.bears_secret
	some code in input.conduct
	code in {"misuse", "widened_scope", "third_party_transfer", "unauthorised_publication", "leak"}
}

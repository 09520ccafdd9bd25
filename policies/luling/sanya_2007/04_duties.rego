package luling.sanya_2007

import data.luling.conduct

# METADATA
# title: 第四条第二项 及时响应
# custom:
#   article: art_4__item_2
breaches contains conduct.breaks(code, "sanya_2007/art_4__item_2") if {
	some code in input.conduct
	code in {"late_provision", "application_mishandled"}
}

# METADATA
# title: 第四条第三项 列入目录的必须共享
# custom:
#   article: art_4__item_3
breaches contains conduct.breaks(code, "sanya_2007/art_4__item_3") if {
	some code in input.conduct
	code == "refuse_to_provide"
}

# METADATA
# title: 第四条第六项 免费、及时、全面
# custom:
#   article: art_4__item_6
breaches contains conduct.breaks(code, "sanya_2007/art_4__item_6") if {
	some code in input.conduct
	code in {"charge_for_sharing", "late_provision", "incomplete_provision"}
}

# METADATA
# title: 第六条 符合目录体系
# custom:
#   article: art_6
breaches contains conduct.breaks(code, "sanya_2007/art_6") if {
	some code in input.conduct
	code == "nonconforming_provision"
}

# METADATA
# title: 第八条 及时、准确、完整
# custom:
#   article: art_8
breaches contains conduct.breaks(code, "sanya_2007/art_8") if {
	some code in input.conduct
	code in {"late_update", "untrue_data", "incomplete_provision"}
}

# METADATA
# title: 第十二条 报送清单
# custom:
#   article: art_12
breaches contains conduct.breaks(code, "sanya_2007/art_12") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十九条 连通和按时更新
# custom:
#   article: art_19
breaches contains conduct.breaks(code, "sanya_2007/art_19") if {
	some code in input.conduct
	code in {"integration_refused", "late_update"}
}

# METADATA
# title: 第二十条 准确、完整和通知疑义
# custom:
#   article: art_20
breaches contains conduct.breaks(code, "sanya_2007/art_20") if {
	some code in input.conduct
	code in {"untrue_data", "incomplete_provision", "error_not_corrected", "uncorrected_inconsistency"}
}

# METADATA
# title: 第二十一条 只用于履行职责
# description: |
#   What is published or leaked reaches third parties.
# custom:
#   article: art_21
breaches contains conduct.breaks(code, "sanya_2007/art_21") if {
	some code in input.conduct
	code in {"misuse", "widened_scope", "commercial_use", "third_party_transfer", "unauthorised_publication", "leak"}
}

# METADATA
# title: 第二十五条 数据库安全
# custom:
#   article: art_25
breaches contains conduct.breaks(code, "sanya_2007/art_25") if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十六条 保密信息
# description: |
#   Only for data that are known to bear a secret.
# custom:
#   article: art_26
breaches contains conduct.breaks(code, "sanya_2007/art_26") if {
	conduct.bears_secret
	some code in input.conduct
	code in {"misuse", "widened_scope", "third_party_transfer", "unauthorised_publication", "leak"}
}

package luling.liaoning_2019

import data.luling.conduct

# METADATA
# title: 第六条 依法采集, 真实准确完整可用
# custom:
#   article: art_6
breaches contains conduct.breaks(code, "liaoning_2019/art_6") if {
	some code in input.conduct
	code in {"unlawful_collection", "untrue_data", "incomplete_provision", "nonconforming_provision"}
}

# METADATA
# title: 第九条第一款 编制目录
# custom:
#   article: art_9__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_9__para_1") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第九条第二款 维护和更新目录
# custom:
#   article: art_9__para_2
breaches contains conduct.breaks(code, "liaoning_2019/art_9__para_2") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十二条第一款 原则上应当共享
# custom:
#   article: art_12__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_12__para_1") if {
	some code in input.conduct
	code == "refuse_to_provide"
}

# METADATA
# title: 第十四条第三款 县乡不再建设共享平台
# custom:
#   article: art_14__para_3
breaches contains conduct.breaks(code, "liaoning_2019/art_14__para_3") if {
	some code in input.conduct
	code == "infrastructure_unauthorised"
}

# METADATA
# title: 第十四条第四款 接入并依托共享平台
# custom:
#   article: art_14__para_4
breaches contains conduct.breaks(code, "liaoning_2019/art_14__para_4") if {
	some code in input.conduct
	code in {"integration_refused", "late_provision"}
}

# METADATA
# title: 第十五条第一款 不得重复采集
# custom:
#   article: art_15__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_15__para_1") if {
	some code in input.conduct
	code == "repeat_collection"
}

# METADATA
# title: 第十六条 只用于履行职责, 不得提供给第三方
# description: |
#   What is published or leaked reaches third parties.
# custom:
#   article: art_16
breaches contains conduct.breaks(code, "liaoning_2019/art_16") if {
	some code in input.conduct
	code in {"misuse", "commercial_use", "widened_scope", "third_party_transfer", "unauthorised_publication", "leak"}
}

# METADATA
# title: 第十七条第二款 按时答复请求
# custom:
#   article: art_17__para_2
breaches contains conduct.breaks(code, "liaoning_2019/art_17__para_2") if {
	some code in input.conduct
	code == "application_mishandled"
}

# METADATA
# title: 第十八条第一款 校核和更正
# custom:
#   article: art_18__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_18__para_1") if {
	some code in input.conduct
	code in {"error_not_corrected", "uncorrected_inconsistency"}
}

# METADATA
# title: 第十八条第二款 不得要求当事人自行更正
# custom:
#   article: art_18__para_2
breaches contains conduct.breaks(code, "liaoning_2019/art_18__para_2") if {
	some code in input.conduct
	code == "person_redirected"
}

# METADATA
# title: 第十八条第三款 不得以不一致拒绝办理
# custom:
#   article: art_18__para_3
breaches contains conduct.breaks(code, "liaoning_2019/art_18__para_3") if {
	some code in input.conduct
	code == "service_refused"
}

# METADATA
# title: 第十九条第二款 不得要求另行提供
# custom:
#   article: art_19__para_2
breaches contains conduct.breaks(code, "liaoning_2019/art_19__para_2") if {
	some code in input.conduct
	code == "repeat_demand"
}

# METADATA
# title: 第二十条第一款 安全管理制度
# custom:
#   article: art_20__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_20__para_1") if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十二条 安全防范和备份
# custom:
#   article: art_22
breaches contains conduct.breaks(code, "liaoning_2019/art_22") if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十三条 落实整改
# custom:
#   article: art_23
breaches contains conduct.breaks(code, "liaoning_2019/art_23") if {
	some code in input.conduct
	code == "inspection_order_refused"
}

# METADATA
# title: 第二十四条第一款 应急预案和演练
# custom:
#   article: art_24__para_1
breaches contains conduct.breaks(code, "liaoning_2019/art_24__para_1") if {
	some code in input.conduct
	code == "security_not_implemented"
}

# METADATA
# title: 第二十四条第二款 应急处置和报告
# custom:
#   article: art_24__para_2
breaches contains conduct.breaks(code, "liaoning_2019/art_24__para_2") if {
	some code in input.conduct
	code == "security_not_implemented"
}

package luling.dazhou

import data.luling.conduct

# METADATA
# title: 第五条第二款 安全管理制度
# custom:
#   article: art_5__para_2
breaches contains conduct.breaks(code, "dazhou/art_5__para_2") if {
	some code in input.conduct
	code in {"security_not_implemented", "leak"}
}

# METADATA
# title: 第五条第三款 技术服务单位的保密协议
# custom:
#   article: art_5__para_3
breaches contains conduct.breaks(code, "dazhou/art_5__para_3") if {
	some code in input.conduct
	code == "contract_without_agreement"
}

# METADATA
# title: 第七条第一款 项目审查
# custom:
#   article: art_7__para_1
breaches contains conduct.breaks(code, "dazhou/art_7__para_1") if {
	some code in input.conduct
	code == "project_unreviewed"
}

# METADATA
# title: 第八条 未取得审查意见
# custom:
#   article: art_8
breaches contains conduct.breaks(code, "dazhou/art_8") if {
	some code in input.conduct
	code == "project_unreviewed"
}

# METADATA
# title: 第九条第二款 未经验收投入使用
# custom:
#   article: art_9__para_2
breaches contains conduct.breaks(code, "dazhou/art_9__para_2") if {
	some code in input.conduct
	code == "used_before_acceptance"
}

# METADATA
# title: 第十条第二款 迁移整合, 不再新建
# custom:
#   article: art_10__para_2
breaches contains conduct.breaks(code, "dazhou/art_10__para_2") if {
	some code in input.conduct
	code in {"infrastructure_unauthorised", "integration_refused"}
}

# METADATA
# title: 第十二条第二款 编制目录
# custom:
#   article: art_12__para_2
breaches contains conduct.breaks(code, "dazhou/art_12__para_2") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十三条 更新目录
# custom:
#   article: art_13
breaches contains conduct.breaks(code, "dazhou/art_13") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十四条第一款 依法采集
# custom:
#   article: art_14__para_1
breaches contains conduct.breaks(code, "dazhou/art_14__para_1") if {
	some code in input.conduct
	code == "unlawful_collection"
}

# METADATA
# title: 第十四条第二款 不得重复采集
# custom:
#   article: art_14__para_2
breaches contains conduct.breaks(code, "dazhou/art_14__para_2") if {
	some code in input.conduct
	code == "repeat_collection"
}

# METADATA
# title: 第十四条第四款 不得侵害被采集对象
# custom:
#   article: art_14__para_4
breaches contains conduct.breaks(code, "dazhou/art_14__para_4") if {
	some code in input.conduct
	code == "unlawful_collection"
}

# METADATA
# title: 第十六条 通过平台无偿共享
# custom:
#   article: art_16
breaches contains conduct.breaks(code, "dazhou/art_16") if {
	some code in input.conduct
	code in {"refuse_to_provide", "charge_for_sharing"}
}

# METADATA
# title: 第十八条第二款 按时答复申请
# custom:
#   article: art_18__para_2
breaches contains conduct.breaks(code, "dazhou/art_18__para_2") if {
	some code in input.conduct
	code == "application_mishandled"
}

# METADATA
# title: 第十九条 共享的途径
# custom:
#   article: art_19
breaches contains conduct.breaks(code, "dazhou/art_19") if {
	some code in input.conduct
	code == "nonconforming_provision"
}

# METADATA
# title: 第二十条 及时更新, 完整准确
# custom:
#   article: art_20
breaches contains conduct.breaks(code, "dazhou/art_20") if {
	some code in input.conduct
	code in {"late_update", "late_provision", "untrue_data", "incomplete_provision"}
}

# METADATA
# title: 第二十一条第二款 只用于明确的用途
# custom:
#   article: art_21__para_2
breaches contains conduct.breaks(code, "dazhou/art_21__para_2") if {
	some code in input.conduct
	code in {"misuse", "commercial_use", "widened_scope", "third_party_transfer", "unauthorised_publication"}
}

# METADATA
# title: 第二十二条 反馈和校核
# custom:
#   article: art_22
breaches contains conduct.breaks(code, "dazhou/art_22") if {
	some code in input.conduct
	code in {"error_not_corrected", "uncorrected_inconsistency"}
}

# METADATA
# title: 第二十四条 有序开放
# custom:
#   article: art_24
breaches contains conduct.breaks(code, "dazhou/art_24") if {
	some code in input.conduct
	code == "opening_refused"
}

# METADATA
# title: 第二十六条 保密审查
# custom:
#   article: art_26
breaches contains conduct.breaks(code, "dazhou/art_26") if {
	some code in input.conduct
	code == "unlawful_opening"
}

package luling.xiangyang_2012

import data.luling.conduct

# METADATA
# title: 第五条 擅自单独建设数据中心
# custom:
#   article: art_5
breaches contains conduct.breaks(code, "xiangyang_2012/art_5") if {
	some code in input.conduct
	code == "infrastructure_unauthorised"
}

# METADATA
# title: 第七条 按规定提供和合法使用
# custom:
#   article: art_7
breaches contains conduct.breaks(code, "xiangyang_2012/art_7") if {
	some code in input.conduct
	code in {"refuse_to_provide", "late_provision", "misuse"}
}

# METADATA
# title: 第八条 真实、可靠、完整
# custom:
#   article: art_8
breaches contains conduct.breaks(code, "xiangyang_2012/art_8") if {
	some code in input.conduct
	code in {"untrue_data", "incomplete_provision"}
}

# METADATA
# title: 第九条第一款 编制共享目录
# custom:
#   article: art_9__para_1
breaches contains conduct.breaks(code, "xiangyang_2012/art_9__para_1") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第九条第二款 报告数据属性的变化
# custom:
#   article: art_9__para_2
breaches contains conduct.breaks(code, "xiangyang_2012/art_9__para_2") if {
	some code in input.conduct
	code == "catalogue_not_maintained"
}

# METADATA
# title: 第十条第一款 接入数据中心
# custom:
#   article: art_10__para_1
breaches contains conduct.breaks(code, "xiangyang_2012/art_10__para_1") if {
	some code in input.conduct
	code in {"integration_refused", "nonconforming_provision"}
}

# METADATA
# title: 第十一条 实时更新入库数据
# custom:
#   article: art_11
breaches contains conduct.breaks(code, "xiangyang_2012/art_11") if {
	some code in input.conduct
	code == "late_update"
}

# METADATA
# title: 第十二条 报告不一致的数据
# custom:
#   article: art_12
breaches contains conduct.breaks(code, "xiangyang_2012/art_12") if {
	some code in input.conduct
	code == "uncorrected_inconsistency"
}

# METADATA
# title: 第十四条 审查和答复申请
# custom:
#   article: art_14
breaches contains conduct.breaks(code, "xiangyang_2012/art_14") if {
	some code in input.conduct
	code == "application_mishandled"
}

# METADATA
# title: 第十六条 只用于履行职责
# description: |
#   Passing data on is a use for another purpose than the organ's own duties.
# custom:
#   article: art_16
breaches contains conduct.breaks(code, "xiangyang_2012/art_16") if {
	some code in input.conduct
	code in {"misuse", "widened_scope", "commercial_use", "third_party_transfer"}
}

# METADATA
# title: 第十七条 未经同意不得公开
# custom:
#   article: art_17
breaches contains conduct.breaks(code, "xiangyang_2012/art_17") if {
	some code in input.conduct
	code == "unauthorised_publication"
}

# METADATA
# title: 第十九条 及时处理错误
# custom:
#   article: art_19
breaches contains conduct.breaks(code, "xiangyang_2012/art_19") if {
	some code in input.conduct
	code == "error_not_corrected"
}

# METADATA
# title: 第二十条 日常维护和更新
# custom:
#   article: art_20
breaches contains conduct.breaks(code, "xiangyang_2012/art_20") if {
	some code in input.conduct
	code == "late_update"
}

# METADATA
# title: 第二十一条 安全防范
# custom:
#   article: art_21
breaches contains conduct.breaks(code, "xiangyang_2012/art_21") if {
	some code in input.conduct
	code in {"security_not_implemented", "leak"}
}

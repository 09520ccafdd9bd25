package luling.yushui_2018

import data.luling.conduct

# METADATA
# title: 第三十条第一项 积极共享
# custom:
#   article: art_30__item_1
items contains conduct.earns(code, "yushui_2018/art_30__item_1") if {
	some code in input.conduct
	code == "merit_active_sharing"
}

# METADATA
# title: 第三十条第二项 改进流程
# custom:
#   article: art_30__item_2
items contains conduct.earns(code, "yushui_2018/art_30__item_2") if {
	some code in input.conduct
	code == "merit_process"
}

# METADATA
# title: 第三十条第三项 合理化建议
# custom:
#   article: art_30__item_3
items contains conduct.earns(code, "yushui_2018/art_30__item_3") if {
	some code in input.conduct
	code == "merit_proposal"
}

# METADATA
# title: 第三十条第四项 特殊功绩
# custom:
#   article: art_30__item_4
items contains conduct.earns(code, "yushui_2018/art_30__item_4") if {
	some code in input.conduct
	code == "merit_special"
}

# METADATA
# title: 第三十条 表彰奖励
# description: |
#   The article names nobody who gives it.
# custom:
#   article: art_30
measures contains conduct.follows(
	"commendation",
	null,
	conduct.addressee,
	"yushui_2018/art_30",
	condition,
) if {
	condition := conduct.at_once
}

package luling.yushui_2018

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第八条 一数一源
# description: Information of one name comes from one provider.
# custom:
#   article: art_8
problems contains effect.violation("second_source", "yushui_2018/art_8", "provider") if {
	not entry.organization
	entry.second_source
}

# METADATA
# title: 第十条 基础数据库集中存放
# description: Base databases are kept at the information centre; an entry that does not say where is pointed out.
# custom:
#   article: art_10
problems contains effect.violation("storage_not_central", "yushui_2018/art_10", "on_platform") if {
	entry.resource
	input.entry.tier == "base"
	input.entry.on_platform == false
}

# METADATA
# title: 第十条 未说明存放处
# description: An entry of a base database that does not say where it is kept.
# custom:
#   article: art_10
problems contains effect.warning("storage_unstated", "yushui_2018/art_10", field) if {
	entry.resource
	input.entry.tier == "base"
	some field in entry.lacking({"on_platform"})
}

# METADATA
# title: 第十一条 数字化
# description: Information is collected, recorded and stored digitally; what is not is converted.
# custom:
#   article: art_11
problems contains effect.violation("not_electronic", "yushui_2018/art_11", "electronic") if {
	not entry.organization
	input.entry.electronic == false
}

# METADATA
# title: 第十一条 部门业务数据库符合目录
# description: Departmental databases are built as the catalogue and exchange system asks.
# custom:
#   article: art_11
problems contains effect.violation("not_conforming", "yushui_2018/art_11", "conforming") if {
	entry.resource
	input.entry.tier == "departmental"
	input.entry.conforming == false
}

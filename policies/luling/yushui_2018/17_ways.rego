package luling.yushui_2018

import data.luling.effect

# METADATA
# title: 第十七条 在线查询、数据交换等方式
# description: Advice on how base and comprehensive databases may be shared; never an effect.
# custom:
#   article: art_17
obligations contains effect.obligation("share_by_query_or_exchange", "yushui_2018/art_17", "consumer") if {
	input.action.name == "obtain"
	input.resource.properties.tier in {"base", "basic", "comprehensive"}
}

package luling.yushui_2018

import data.luling.effect

# METADATA
# title: 第十条 基础数据不重复采集
# description: |
#   Basic data that the centre holds are shared from the base databases. Article 8 forbids the repetition for every
#   tier, so the tier is not asked for: this reason joins where it is known.
# custom:
#   article: art_10
reasons contains effect.deny("base_data_shared", "yushui_2018/art_10", []) if {
	input.action.name == "collect"
	input.resource.properties.tier in {"base", "basic"}
	input.context.available_on_platform == true
}

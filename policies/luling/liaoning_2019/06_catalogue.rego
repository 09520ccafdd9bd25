package luling.liaoning_2019

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第六条 来源唯一
# description: Shared data of one name come from one provider.
# custom:
#   article: art_6
problems contains effect.violation("second_source", "liaoning_2019/art_6", "provider") if {
	not entry.organization
	entry.second_source
}

# METADATA
# title: 第六条 符合全省统一标准
# description: The data conform to the technical standards of the province.
# custom:
#   article: art_6
problems contains effect.violation("not_conforming", "liaoning_2019/art_6", "conforming") if {
	not entry.organization
	input.entry.conforming == false
}

# METADATA
# title: 第六条 电子化
# description: What is collected, verified and provided is electronic and structured.
# custom:
#   article: art_6
problems contains effect.violation("not_electronic", "liaoning_2019/art_6", "electronic") if {
	not entry.organization
	input.entry.electronic == false
}

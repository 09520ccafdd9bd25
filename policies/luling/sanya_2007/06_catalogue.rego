package luling.sanya_2007

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第六条 一数一源
# description: Data of one name come from one provider.
# custom:
#   article: art_6
problems contains effect.violation("second_source", "sanya_2007/art_6", "provider") if {
	not entry.organization
	entry.second_source
}

# METADATA
# title: 第六条 采集符合目录体系
# description: What is collected for sharing conforms to the catalogue system.
# custom:
#   article: art_6
problems contains effect.violation("not_conforming", "sanya_2007/art_6", "conforming") if {
	entry.collection
	input.entry.conforming == false
}

# METADATA
# title: 第七条 电子形式
# description: What is collected is recorded and stored in electronic form.
# custom:
#   article: art_7
problems contains effect.violation("not_electronic", "sanya_2007/art_7", "electronic") if {
	not entry.organization
	input.entry.electronic == false
}

# METADATA
# title: 第十条 专业数据库符合目录和标准
# description: Only professional databases with shared information are meant; information in a catalogue is shared.
# custom:
#   article: art_10
problems contains effect.violation("not_conforming", "sanya_2007/art_10", "conforming") if {
	entry.resource
	input.entry.tier == "professional"
	input.entry.conforming == false
}

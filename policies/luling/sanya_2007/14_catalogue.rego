package luling.sanya_2007

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十四条 条目应当标明的内容
# description: The type that the entry states is its sharing class, which article 11 calls by the same word.
# custom:
#   article: art_14
problems contains effect.violation("field_missing", "sanya_2007/art_14", field) if {
	entry.resource
	some field in entry.lacking({
		"name",
		"provider",
		"sharing_class",
		"format",
		"secrecy_level",
		"sharing_scope",
		"update_deadline",
	})
}

# METADATA
# title: 第十六条 基础、平台数据库的共享方式
# description: |
#   They are shared as the catalogue says, so the catalogue has to say how. Online query and exchange are examples.
# custom:
#   article: art_16
problems contains effect.violation("field_missing", "sanya_2007/art_16", field) if {
	entry.resource
	input.entry.tier in {"base", "platform"}
	some field in entry.lacking({"provision_mode"})
}

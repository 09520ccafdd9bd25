package luling.dazhou

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十四条第一款 一数一源
# description: Data of one name come from one provider.
# custom:
#   article: art_14__para_1
problems contains effect.violation("second_source", "dazhou/art_14__para_1", "provider") if {
	not entry.organization
	entry.second_source
}

# METADATA
# title: 第十四条第一款 采集应当明确的内容
# description: |
#   Purpose, scope, way, format, process and a format sample; whether it is shared and opened; its category and level.
#   The level is read as the secrecy level.
# custom:
#   article: art_14__para_1
problems contains effect.violation("field_missing", "dazhou/art_14__para_1", field) if {
	entry.collection
	some field in entry.lacking({
		"purpose",
		"scope",
		"way",
		"format",
		"process",
		"sample",
		"sharing_class",
		"openness",
		"classification",
		"secrecy_level",
	})
}

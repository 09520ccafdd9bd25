package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第二十一条 安全管理规章制度
# description: Every unit has its security rules.
# custom:
#   article: art_21
problems contains effect.violation("field_missing", "xiangyang_2012/art_21", field) if {
	entry.organization
	some field in entry.lacking({"security_rules"})
}

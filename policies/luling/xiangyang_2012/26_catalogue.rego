package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第二十六条 工作程序和专人
# description: Every unit has its procedures and names the person who manages its data.
# custom:
#   article: art_26
problems contains effect.violation("field_missing", "xiangyang_2012/art_26", field) if {
	entry.organization
	some field in entry.lacking({"procedures", "responsible_person"})
}

package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第九条第一款 条目应当标明的内容
# description: |
#   The list holds for every class. An unconditional entry states that there are no conditions.
# custom:
#   article: art_9__para_1
problems contains effect.violation("field_missing", "xiangyang_2012/art_9__para_1", field) if {
	entry.resource
	some field in entry.lacking({
		"name",
		"format",
		"provision_mode",
		"sharing_conditions",
		"update_deadline",
		"use_scope",
	})
}

# METADATA
# title: 第九条第二款 属性变化的报告
# description: |
#   A change of the attributes is reported promptly, and the entry is adjusted. Promptness has no number, so what is
#   outstanding is pointed out and not held to be a violation.
# custom:
#   article: art_9__para_2
problems contains effect.warning("change_unreported", "xiangyang_2012/art_9__para_2", "entry_updated") if {
	entry.resource
	entry.outstanding("entry_changed")
}

package luling.yushui_2018

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第三条第一款 数据库层级
# description: Base, comprehensive and departmental databases; an entry cannot name another tier.
# custom:
#   article: art_3__para_1
problems contains effect.violation("tier_unknown", "yushui_2018/art_3__para_1", "tier") if {
	entry.resource
	entry.stated_outside("tier", {"base", "comprehensive", "departmental"})
}

# METADATA
# title: 第六条 第一责任人和工作流程
# description: The leader is the first person responsible, and every unit has its workflow.
# custom:
#   article: art_6
problems contains effect.violation("field_missing", "yushui_2018/art_6", field) if {
	entry.organization
	some field in entry.lacking({"leader", "workflow"})
}

# METADATA
# title: 第七条 条目应当标明的内容
# description: The list holds for every class. An entry of the active class states that there are no conditions.
# custom:
#   article: art_7
problems contains effect.violation("field_missing", "yushui_2018/art_7", field) if {
	entry.resource
	some field in entry.lacking({
		"name",
		"format",
		"provision_mode",
		"sharing_conditions",
		"provider",
		"update_deadline",
	})
}

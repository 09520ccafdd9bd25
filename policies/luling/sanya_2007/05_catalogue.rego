package luling.sanya_2007

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第五条 第一责任人和工作流程
# description: The leader in charge is the first person responsible, and every unit has its workflow.
# custom:
#   article: art_5
problems contains effect.violation("field_missing", "sanya_2007/art_5", field) if {
	entry.organization
	some field in entry.lacking({"leader", "workflow"})
}

package luling.liaoning_2019

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第二十二条 安全规章制度和备份
# description: |
#   Every department has its security rules and backs its data up regularly. How often is not said: what can be checked
#   is that there has been a backup.
# custom:
#   article: art_22
problems contains effect.violation("field_missing", "liaoning_2019/art_22", field) if {
	entry.organization
	some field in entry.lacking({"security_rules", "last_backup"})
}

# METADATA
# title: 第二十二条 数据的备份
# description: Data that are known to have no backup.
# custom:
#   article: art_22
problems contains effect.violation("backup_missing", "liaoning_2019/art_22", "backed_up") if {
	entry.resource
	input.entry.backed_up == false
}

# METADATA
# title: 第二十四条第一款 应急预案和演练
# description: Every department has an emergency plan and holds drills; how often is not said.
# custom:
#   article: art_24__para_1
problems contains effect.violation("field_missing", "liaoning_2019/art_24__para_1", field) if {
	entry.organization
	some field in entry.lacking({"emergency_plan", "last_drill"})
}

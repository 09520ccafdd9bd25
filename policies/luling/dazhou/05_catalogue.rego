package luling.dazhou

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第五条第二款 部门的安全管理制度
# description: Departments and units have a security system and norms. Contractors fall under the next paragraph.
# custom:
#   article: art_5__para_2
problems contains effect.violation("field_missing", "dazhou/art_5__para_2", field) if {
	entry.organization
	not _contractor_entry
	some field in entry.lacking({"security_rules"})
}

# METADATA
# title: 第五条第三款 技术服务单位的协议和预案
# description: A contractor has a confidentiality agreement with the authorising unit and an emergency plan.
# custom:
#   article: art_5__para_3
problems contains effect.violation("field_missing", "dazhou/art_5__para_3", field) if {
	entry.organization
	_contractor_entry
	some field in entry.lacking({"confidentiality_agreement", "emergency_plan"})
}

_contractor_entry if input.entry.kind == "contractor"

package luling.yushui_2018

import data.luling.effect
import data.luling.entry

_entry_identifiers := {identifier | some identifier in object.get(input.entry, "identifiers", [])}

# Whom a collection concerns: whom it names, and whose identifiers it gathers.
_concerns contains kind if some kind in input.entry.collects_from

_concerns contains "enterprise" if {
	count(_entry_identifiers & {
		"registration_number",
		"organisation_code",
		"full_name",
		"legal_representative_name",
		"legal_representative_id",
	}) > 0
}

_concerns contains "person" if count(_entry_identifiers & {"person_name", "id_number", "passport_number"}) > 0

_concerns contains "project" if "project_code" in _entry_identifiers

_concerns contains "power" if "power_code" in _entry_identifiers

# Each group needs one of its identifiers.
_gathers_too_little(groups) if {
	some group in groups
	count(_entry_identifiers & group) == 0
}

# METADATA
# title: 第十二条 企业或者组织的标识
# description: Registration number or organisation code, full name, name and ID number of the legal representative.
# custom:
#   article: art_12
problems contains effect.violation("enterprise_identifiers_missing", "yushui_2018/art_12", "identifiers") if {
	entry.collection
	"enterprise" in _concerns
	_gathers_too_little([
		{"registration_number", "organisation_code"},
		{"full_name"},
		{"legal_representative_name"},
		{"legal_representative_id"},
	])
}

# METADATA
# title: 第十二条 个人的标识
# description: Name, and ID number or passport number.
# custom:
#   article: art_12
problems contains effect.violation("person_identifiers_missing", "yushui_2018/art_12", "identifiers") if {
	entry.collection
	"person" in _concerns
	_gathers_too_little([{"person_name"}, {"id_number", "passport_number"}])
}

# METADATA
# title: 第十二条 项目编码
# description: Information on the management of a project carries the code of the project.
# custom:
#   article: art_12
problems contains effect.violation("project_code_missing", "yushui_2018/art_12", "identifiers") if {
	entry.collection
	"project" in _concerns
	not "project_code" in _entry_identifiers
}

# METADATA
# title: 第十二条 权力编码
# description: Information on an administrative power carries the code of the power.
# custom:
#   article: art_12
problems contains effect.violation("power_code_missing", "yushui_2018/art_12", "identifiers") if {
	entry.collection
	"power" in _concerns
	not "power_code" in _entry_identifiers
}

# METADATA
# title: 第十二条 信息属地和属性
# description: Every collection states the region and the attributes of its information.
# custom:
#   article: art_12
problems contains effect.violation("region_or_attributes_missing", "yushui_2018/art_12", "identifiers") if {
	entry.collection
	_gathers_too_little([{"region"}, {"attributes"}])
}

# METADATA
# title: 第十二条 采集对象不明
# description: Which identifiers are needed cannot be told where neither they nor those collected from are stated.
# custom:
#   article: art_12
problems contains effect.warning("collected_from_unknown", "yushui_2018/art_12", "collects_from") if {
	entry.collection
	count(_concerns) == 0
}

package luling.yushui_2018

import data.luling.effect

_may_collect_from(kind) := [] if kind in input.context.collects_from

_may_collect_from(_) := ["context.collects_from"] if not "collects_from" in object.keys(input.context)

_fields_known if "collected_fields" in object.keys(input.context)

_fields := {field | some field in input.context.collected_fields}

# Each group needs one of its fields: the identifiers are incomplete, or may be, where some group has none.
_may_lack(groups) := [] if {
	_fields_known
	some group in groups
	count(_fields & group) == 0
}

_may_lack(_) := ["context.collected_fields"] if not _fields_known

# METADATA
# title: 第十二条 企业或者组织的标识
# description: Registration number or organisation code, full name, name and ID number of the legal representative.
# custom:
#   article: art_12
reasons contains effect.deny("enterprise_identifiers_missing", "yushui_2018/art_12", missing) if {
	input.action.name == "collect"
	missing := array.concat(_may_collect_from("enterprise"), _may_lack([
		{"registration_number", "organisation_code"},
		{"full_name"},
		{"legal_representative_name"},
		{"legal_representative_id"},
	]))
}

# METADATA
# title: 第十二条 个人的标识
# description: Name, and ID number or passport number.
# custom:
#   article: art_12
reasons contains effect.deny("person_identifiers_missing", "yushui_2018/art_12", missing) if {
	input.action.name == "collect"
	missing := array.concat(
		_may_collect_from("person"),
		_may_lack([{"person_name"}, {"id_number", "passport_number"}]),
	)
}

# METADATA
# title: 第十二条 项目编码
# description: Information on the management of a project carries the code of the project.
# custom:
#   article: art_12
reasons contains effect.deny("project_code_missing", "yushui_2018/art_12", missing) if {
	input.action.name == "collect"
	missing := array.concat(_may_collect_from("project"), _may_lack([{"project_code"}]))
}

# METADATA
# title: 第十二条 权力编码
# description: Information on an administrative power carries the code of the power.
# custom:
#   article: art_12
reasons contains effect.deny("power_code_missing", "yushui_2018/art_12", missing) if {
	input.action.name == "collect"
	missing := array.concat(_may_collect_from("power"), _may_lack([{"power_code"}]))
}

# METADATA
# title: 第十二条 信息属地和属性
# description: Every collection states the region and the attributes of its information, whoever it collects from.
# custom:
#   article: art_12
reasons contains effect.deny("region_or_attributes_missing", "yushui_2018/art_12", missing) if {
	input.action.name == "collect"
	missing := _may_lack([{"region"}, {"attributes"}])
}

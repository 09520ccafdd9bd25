package luling.liaoning_2019

import data.luling.effect
import data.luling.entry

# Who leads the catalogue of which base data.
_leads := {
	"population": "public_security",
	"legal_persons": "market_supervision",
	"natural_resources": "natural_resources",
	"social_credit": "development_and_reform",
	"electronic_licences": "business_environment",
}

# METADATA
# title: 第十一条第一款 基础数据目录的牵头部门
# description: The catalogue of base data is compiled by the lead department that the article names for them.
# custom:
#   article: art_11__para_1
problems contains effect.violation("other_lead_department", "liaoning_2019/art_11__para_1", "compiled_by") if {
	entry.resource
	leader := _leads[input.entry.base_subject]
	entry.stated_outside("compiled_by", {leader})
}

# METADATA
# title: 第十一条第一款 未标明编制部门
# description: Who compiled the catalogue of base data has to be known.
# custom:
#   article: art_11__para_1
problems contains effect.violation("field_missing", "liaoning_2019/art_11__para_1", field) if {
	entry.resource
	entry.stated("base_subject")
	some field in entry.lacking({"compiled_by"})
}

# METADATA
# title: 第十一条第二款 主题数据目录的牵头部门
# description: The catalogue of a theme is compiled by the lead department of the theme.
# custom:
#   article: art_11__para_2
problems contains effect.violation("other_lead_department", "liaoning_2019/art_11__para_2", "compiled_by") if {
	entry.resource
	input.entry.tier == "thematic"
	entry.stated_outside("compiled_by", {"thematic_lead"})
}

# METADATA
# title: 第十一条第二款 未标明编制部门
# description: Who compiled the catalogue of a theme has to be known.
# custom:
#   article: art_11__para_2
problems contains effect.violation("field_missing", "liaoning_2019/art_11__para_2", field) if {
	entry.resource
	input.entry.tier == "thematic"
	some field in entry.lacking({"compiled_by"})
}

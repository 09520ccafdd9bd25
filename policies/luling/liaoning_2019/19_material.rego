package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

# Only a law or an administrative regulation may say otherwise. An exception that names no level may be one.
_excepting_levels := {"law", "administrative_regulation"}

default _exception := {"path": "context.exception.level"}

_exception := {"path": "context.exception.level", "value": level} if level := input.context.exception.level

_exception_claimed if "exception" in object.keys(input.context)

_may_not_be_excepted := [] if not _exception_claimed

_may_not_be_excepted := facts.may_not_be_among(_exception, _excepting_levels) if _exception_claimed

# METADATA
# title: 第十九条第一款 与纸质原件同等效力
# description: |
#   Documents, licences and contracts from the platform equal their paper originals; said where the platform has the
#   material that is demanded.
# custom:
#   article: art_19__para_1
reasons contains effect.notice("equals_original", "liaoning_2019/art_19__para_1") if {
	input.action.name == "demand_material"
	input.context.available_on_platform == true
}

# METADATA
# title: 第十九条第二款 不得要求另行提供
# description: What can be extracted from the platform is not demanded from the applicant, save for the exception.
# custom:
#   article: art_19__para_2
reasons contains effect.deny("repeat_demand", "liaoning_2019/art_19__para_2", missing) if {
	input.action.name == "demand_material"
	missing := array.concat(
		facts.may_be(facts.circumstance("available_on_platform"), true),
		_may_not_be_excepted,
	)
}

# METADATA
# title: 第十九条第二款 平台不能提取的材料
# description: Read from the limit of the prohibition.
# custom:
#   article: art_19__para_2
reasons contains effect.permit("not_on_platform", "liaoning_2019/art_19__para_2", missing) if {
	input.action.name == "demand_material"
	missing := facts.may_be(facts.circumstance("available_on_platform"), false)
}

# METADATA
# title: 第十九条第二款 法律、行政法规另有规定
# description: Lower rules, among them the province's own, do not suffice.
# custom:
#   article: art_19__para_2
reasons contains effect.permit("excepted_by_law", "liaoning_2019/art_19__para_2", missing) if {
	input.action.name == "demand_material"
	_exception_claimed
	missing := facts.may_be_among(_exception, _excepting_levels)
}

package luling.dazhou

import data.luling.effect
import data.luling.facts
import data.luling.law

# A project is started or put into use; infrastructure and services may be a project as well.
_concerns_project if input.action.name in {"commission", "start_project"}

_concerns_project if {
	input.action.name in {"build", "contract"}
	input.resource.type == "project"
}

# METADATA
# title: 第三十二条 市级党群、政法部门参照执行
# description: Reference has the effect of application; the answer says so.
# custom:
#   article: art_32
reasons contains effect.notice("applied_by_reference", "dazhou/art_32") if {
	_by_units
	facts.kind.value == "party_organ"
}

# METADATA
# title: 第三十二条 限于市级
# description: Party and political-legal organs of other levels are not reached.
# custom:
#   article: art_32
reasons contains effect.outside("not_municipal_party_organ", "dazhou/art_32", missing) if {
	_by_units
	missing := array.concat(facts.may_be(facts.kind, "party_organ"), facts.may_not_be(_level, "municipal"))
}

# METADATA
# title: 第三十三条 涉密项目
# description: Secret projects follow the secrecy rules.
# custom:
#   article: art_33
reasons contains effect.outside("secret_project", "dazhou/art_33", missing) if {
	_concerns_project
	missing := facts.may_be(facts.property("secret_project"), true)
}

# METADATA
# title: 附则 施行日期
# description: Only where the register has an effective date, or an end, and the request lies outside it.
# custom:
#   article: art_34
reasons contains effect.outside("not_in_force", "dazhou/art_34", []) if not law.in_force("dazhou")

# METADATA
# title: 附则 施行日期原文缺
# description: |
#   The source lacks the date, so the measure is applied and the answer says so. The data give the first instant of all
#   time where the register has no date.
# custom:
#   article: art_34
reasons contains effect.notice("effective_date_unknown", "dazhou/art_34") if {
	input.action.name in _actions
	data.law.dazhou.effective.from == "0001-01-01T00:00:00.000000Z"
}

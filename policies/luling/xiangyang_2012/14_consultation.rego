package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect

# The conditions are not met: the centre consults the provider; the provider refuses in writing; the consumer that
# insists may go to the municipal government, whose refusal ends the matter.

# METADATA
# title: 第十四条 不符合条件, 由中心会商
# description: The provider has not refused yet; the consumer's application makes the centre consult it.
# custom:
#   article: art_14
reasons contains effect.refer("preset_conditions_unmet", "xiangyang_2012/art_14", _conditional, steps) if {
	input.action.name == "obtain"
	not _approved_by_centre
	not _approved_by_government
	not _review_pending
	not _refused_in_consultation
	steps := array.concat(_application_steps, [effect.step("consult_provider", "data_center", "xiangyang_2012/art_14")])
}

# METADATA
# title: 第十四条 提供单位不同意, 可报请市政府批准
# description: For a consumer that insists; whether the provider gave its reasons does not matter for this.
# custom:
#   article: art_14
reasons contains effect.refer("provider_refused", "xiangyang_2012/art_14", missing, [step]) if {
	input.action.name == "obtain"
	missing := array.concat(_conditional, _may_need_government)
	step := effect.step("obtain_approval", "municipal_government", "xiangyang_2012/art_14")
}

# METADATA
# title: 第十四条 不同意而未书面说明理由
# description: The provider still owes its reasons in writing.
# custom:
#   article: art_14
reasons contains effect.refer("refusal_unreasoned", "xiangyang_2012/art_14", missing, [step]) if {
	input.action.name == "obtain"
	input.context.application.refused_by_provider
	not _reasons_given
	missing := array.concat(_conditional, _may_need_government)
	step := effect.step("state_refusal_reasons", "provider", "xiangyang_2012/art_14")
}

# METADATA
# title: 第十四条 市政府不予批准
# description: The end of the matter, whatever the centre said before.
# custom:
#   article: art_14
reasons contains effect.deny("refused_by_government", "xiangyang_2012/art_14", _conditional) if {
	input.action.name == "obtain"
	competence.refused_by("xiangyang_2012", "access", "conditional", "municipal_government")
	not _approved_by_government
}

# After a refusal the centre's approval leaves it open whether the conditions are met, if they are not known. Without
# that approval the case is referred either way, and a refusal tells that the centre found them unmet.
_may_need_government := _may_miss_conditions if {
	not _approved_by_government
	_approved_by_centre
	_refused_in_consultation
}

_may_need_government := [] if {
	not _approved_by_government
	not _approved_by_centre
	not _review_pending
	_refused_in_consultation
}

_reasons_given if "refusal_reasons" in object.keys(input.context.application)

default _application_steps := []

_application_steps := [effect.step("apply", "data_center", "xiangyang_2012/art_14")] if {
	not object.get(input.context.application, "filed", false)
}

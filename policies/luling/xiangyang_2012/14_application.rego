package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect
import data.luling.facts

# The consumer applies to the centre, which compares the request with the conditions that the provider set in advance:
# met, it approves; not met, it consults the provider (14_consultation). No step has a number of days.

_conditional := facts.may_be(facts.sharing_class, "conditional")

# METADATA
# title: 第十四条 已获批准
# description: |
#   The centre's approval counts where the conditions are met or the provider does not refuse (then it records that the
#   consultation ended in agreement); after a refusal only the municipal government's does.
# custom:
#   article: art_14
reasons contains effect.permit("approved", "xiangyang_2012/art_14", missing) if {
	input.action.name == "obtain"
	missing := array.concat(_conditional, _may_have_conditional_access)
}

# METADATA
# title: 第十四条 向中心提出申请
# description: |
#   The conditions are met, or not known to be unmet; the centre reviews them and approves by itself. Where they are met
#   a refusal by the provider has no effect.
# custom:
#   article: art_14
reasons contains effect.refer("approval_missing", "xiangyang_2012/art_14", _conditional, [step]) if {
	input.action.name == "obtain"
	not _approved_by_centre
	not _approved_by_government
	_review_pending
	step := effect.step("apply", "data_center", "xiangyang_2012/art_14")
}

# METADATA
# title: 第十四条 中心批准后告知提供单位
# description: The provider learns of the approval; it has no say in it.
# custom:
#   article: art_14
obligations contains effect.obligation("notify_provider", "xiangyang_2012/art_14", "data_center") if {
	input.action.name == "obtain"
	facts.sharing_class.value == "conditional"
	_approved_by_centre
}

_approved_by_centre if competence.approved_by("xiangyang_2012", "access", "conditional", "data_center")

_approved_by_government if competence.approved_by("xiangyang_2012", "access", "conditional", "municipal_government")

_may_have_conditional_access := [] if _approved_by_government

_may_have_conditional_access := [] if {
	not _approved_by_government
	_approved_by_centre
	not _refused_in_consultation
}

_may_have_conditional_access := _may_meet_conditions if {
	not _approved_by_government
	_approved_by_centre
	_refused_in_consultation
}

# The provider's refusal, or the centre's after the consultation.
_refused_in_consultation if input.context.application.refused_by_provider

_refused_in_consultation if {
	competence.refused_by("xiangyang_2012", "access", "conditional", "data_center")
	not _approved_by_centre
}

_review_pending if {
	_conditions_known
	facts.conditions_met
}

_review_pending if {
	not _conditions_known
	not _refused_in_consultation
}

_conditions_known if "conditions" in object.keys(input.resource.properties)

_may_meet_conditions := [] if {
	_conditions_known
	facts.conditions_met
}

_may_meet_conditions := ["resource.properties.conditions"] if not _conditions_known

_may_miss_conditions := [] if {
	_conditions_known
	not facts.conditions_met
}

_may_miss_conditions := ["resource.properties.conditions"] if not _conditions_known

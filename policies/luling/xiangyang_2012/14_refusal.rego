package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十四条 符合条件的不得拒绝
# description: Where the conditions are met the centre approves directly; the provider is told, not asked.
# custom:
#   article: art_14
reasons contains effect.deny("refused_though_conditions_met", "xiangyang_2012/art_14", missing) if {
	_refusing_consumer
	missing := array.concat(_conditional, _may_meet_conditions)
}

# METADATA
# title: 第十四条 已批准的不得拒绝
# description: Approved by the centre, or by the municipal government at the request of a consumer that insisted.
# custom:
#   article: art_14
reasons contains effect.deny("refused_though_approved", "xiangyang_2012/art_14", _conditional) if {
	_refusing_consumer
	competence.approved("xiangyang_2012", "access", "conditional")
}

# METADATA
# title: 第十四条 不符合条件, 已书面说明理由
# custom:
#   article: art_14
# description: The provider may withhold its agreement in the consultation, in writing and with reasons.
reasons contains effect.permit("refusal_reasoned", "xiangyang_2012/art_14", missing) if {
	_refusing_consumer
	_reasons_given
	missing := array.concat(_conditional, _may_miss_conditions)
}

# METADATA
# title: 第十四条 不符合条件, 尚未书面说明理由
# custom:
#   article: art_14
# description: The refusal stands once its reasons are in writing.
reasons contains effect.refer("refusal_unreasoned", "xiangyang_2012/art_14", missing, [step]) if {
	_refusing_consumer
	not _reasons_given
	missing := array.concat(_conditional, _may_miss_conditions)
	step := effect.step("state_refusal_reasons", "provider", "xiangyang_2012/art_14")
}

# METADATA
# title: 第十五条 特殊共享, 市政府尚未批准
# description: Without the municipal government's approval nobody can claim special data from the provider.
# custom:
#   article: art_15
reasons contains effect.permit("special_not_approved", "xiangyang_2012/art_15", missing) if {
	_refusing_consumer
	missing := facts.may_be(facts.sharing_class, "special")
}

# METADATA
# title: 第十五条 特殊共享, 市政府已批准
# description: The approval binds the provider; the data go out through the centre.
# custom:
#   article: art_15
reasons contains effect.deny("refused_though_approved", "xiangyang_2012/art_15", missing) if {
	_refusing_consumer
	competence.approved("xiangyang_2012", "access", "special")
	missing := facts.may_be(facts.sharing_class, "special")
}

_refusing_consumer if {
	input.action.name == "refuse"
	_consumer_asked
}

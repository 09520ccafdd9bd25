package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.facts
import data.luling.law

_obtaining if input.action.name == "obtain"

_granted if competence.approved("dazhou", "access", "*")

# The provider said no, or the two units disagree: article 23.
_contested if input.context.application.refused_by_provider == true

_contested if input.context.application.disputed == true

_contested if competence.refused_by("dazhou", "access", "*", "provider")

# METADATA
# title: 第十八条第一款 无条件共享
# description: Taken directly from the municipal sharing platform.
# custom:
#   article: art_18__para_1
reasons contains effect.permit("unconditional_class", "dazhou/art_18__para_1", missing) if {
	_obtaining
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十八条第二款 有条件共享, 提供单位同意
# description: The consent of the provider, for this unit and these data, still in force.
# custom:
#   article: art_18__para_2
reasons contains effect.permit("approved", "dazhou/art_18__para_2", missing) if {
	_obtaining
	missing := facts.may_be(facts.sharing_class, "conditional")
	_granted
}

# METADATA
# title: 第十八条第二款 有条件共享, 尚未取得同意
# description: An application to the provider by the conditions of the catalogue, answered within the legal time.
# custom:
#   article: art_18__para_2
reasons contains effect.refer("approval_missing", "dazhou/art_18__para_2", missing, [step]) if {
	_obtaining
	missing := facts.may_be(facts.sharing_class, "conditional")
	not _granted
	not _contested
	step := effect.step_by("apply", "provider", "dazhou/art_18__para_2", law.deadline("dazhou", "access_reply"))
}

# METADATA
# title: 第十八条第二款 尚未满足共享条件
# description: |
#   Only named beside a missing consent. Interpreted: once the provider has agreed, it has found its conditions met.
# custom:
#   article: art_18__para_2
reasons contains effect.refer("conditions_unmet", "dazhou/art_18__para_2", missing, [step]) if {
	_obtaining
	missing := facts.may_be(facts.sharing_class, "conditional")
	not _granted
	not facts.conditions_met
	step := effect.step("meet_conditions", "consumer", "dazhou/art_18__para_2")
}

# METADATA
# title: 第二十三条 异议的解决
# description: |
#   The two units negotiate; failing that the big data bureau coordinates. A consent that follows ends the matter.
# custom:
#   article: art_23
reasons contains effect.refer("sharing_refused", "dazhou/art_23", missing, [first, then]) if {
	_obtaining
	missing := facts.may_be(facts.sharing_class, "conditional")
	not _granted
	_contested
	first := effect.step("negotiate", "provider", "dazhou/art_23")
	then := effect.step("request_coordination", "big_data_bureau", "dazhou/art_23")
}

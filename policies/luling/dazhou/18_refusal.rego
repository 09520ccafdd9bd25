package luling.dazhou

import data.luling.effect
import data.luling.facts

_refusing if input.action.name == "refuse"

# METADATA
# title: 第十八条第一款 无条件共享的数据不得拒绝
# description: Every using unit may take them, so there is nothing to refuse.
# custom:
#   article: art_18__para_1
reasons contains effect.deny("unconditional_refused", "dazhou/art_18__para_1", missing) if {
	_refusing
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十八条第二款 共享条件均已满足
# description: |
#   Interpreted: the provider's own conditions bind it, sharing being the rule (article 3). Where none are set it judges
#   the application itself.
# custom:
#   article: art_18__para_2
reasons contains effect.deny("conditions_are_met", "dazhou/art_18__para_2", missing) if {
	_refusing
	missing := facts.may_be(facts.sharing_class, "conditional")
	_conditions_set
	facts.conditions_met
}

# METADATA
# title: 第十八条第二款 共享条件未满足
# description: Conditions of the catalogue that are not met are a ground for refusing.
# custom:
#   article: art_18__para_2
reasons contains effect.permit("refusal_allowed", "dazhou/art_18__para_2", missing) if {
	_refusing
	missing := facts.may_be(facts.sharing_class, "conditional")
}

# METADATA
# title: 第十八条第二款 编目时设定共享条件
# description: The provider sets the conditions of conditional data in the catalogue.
# custom:
#   article: art_18__para_2
reasons contains effect.refer("conditions_not_set", "dazhou/art_18__para_2", missing, [step]) if {
	_classifying
	missing := facts.may_be(facts.sharing_class, "conditional")
	not _conditions_set
	step := effect.step("set_conditions", "provider", "dazhou/art_18__para_2")
}

# METADATA
# title: 第十八条第三款 不予共享须说明理由
# description: For refusing as for classifying.
# custom:
#   article: art_18__para_3
reasons contains effect.refer("reasons_missing", "dazhou/art_18__para_3", missing, [step]) if {
	input.action.name in {"classify", "refuse"}
	missing := facts.may_be(facts.sharing_class, "excluded")
	not _reasons_stated
	step := effect.step("state_reasons", "provider", "dazhou/art_18__para_3")
}

# METADATA
# title: 第十八条第三款 不予共享的数据仍须编目
# description: Excluded data have their entry like all others, before anybody is refused.
# custom:
#   article: art_18__para_3
reasons contains effect.refer("not_catalogued", "dazhou/art_18__para_3", missing, [step]) if {
	_refusing
	missing := facts.may_be(facts.sharing_class, "excluded")
	not facts.catalogued
	step := effect.step("catalogue_entry", "provider", "dazhou/art_18__para_3")
}

# METADATA
# title: 第十八条第三款 不予共享
# description: Excluded data may be withheld, once reasons and entry are there.
# custom:
#   article: art_18__para_3
reasons contains effect.permit("refusal_allowed", "dazhou/art_18__para_3", missing) if {
	_refusing
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十八条第三款 编目义务
# description: Goes with each refusal and each entry of excluded data.
# custom:
#   article: art_18__para_3
obligations contains effect.obligation("keep_catalogued", "dazhou/art_18__para_3", "provider") if {
	input.action.name in {"classify", "refuse"}
	facts.sharing_class.value == "excluded"
}

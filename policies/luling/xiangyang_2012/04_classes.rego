package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 第四条第一款 三种类型
# description: |
#   There are three classes and no fourth: data can neither be given another class nor be obtained or withheld under it.
# custom:
#   article: art_4__para_1
reasons contains effect.deny("class_unknown", "xiangyang_2012/art_4__para_1", missing) if {
	input.action.name in {"classify", "obtain"}
	missing := facts.may_not_be_among(facts.sharing_class, {"unconditional", "conditional", "special"})
}

# METADATA
# title: 第四条第二款 无条件共享、有条件共享的定类
# description: Neither class needs a basis of its own; whether conditions are stated is checked in the catalogue.
# custom:
#   article: art_4__para_2
reasons contains effect.permit("class_without_basis", "xiangyang_2012/art_4__para_2", missing) if {
	input.action.name == "classify"
	missing := facts.may_be_among(facts.sharing_class, {"unconditional", "conditional"})
}

# METADATA
# title: 第四条第二款 特殊共享的定类, 依据充分
# description: A law, a regulation (administrative or local) or a rule provides for it.
# custom:
#   article: art_4__para_2
reasons contains effect.permit("special_class_based", "xiangyang_2012/art_4__para_2", missing) if {
	input.action.name == "classify"
	special := facts.may_be(facts.sharing_class, "special")
	based := facts.may_be_among(_basis_level, _basis_levels)
	missing := array.concat(special, based)
}

# METADATA
# title: 第四条第二款 特殊共享的定类, 依据不足
# description: Policies and other documents below a rule do not carry the special class.
# custom:
#   article: art_4__para_2
reasons contains effect.deny("basis_insufficient", "xiangyang_2012/art_4__para_2", missing) if {
	input.action.name == "classify"
	special := facts.may_be(facts.sharing_class, "special")
	unbased := facts.may_not_be_among(_basis_level, _basis_levels)
	missing := array.concat(special, unbased)
}

# METADATA
# title: 第四条第二款 获取时特殊共享的依据不足
# description: |
#   The recorded class stands while its basis is unknown. A basis known to be insufficient makes the class contestable
#   before the centre, which keeps the catalogue; whoever may have the data as special data need not contest it.
# custom:
#   article: art_4__para_2
reasons contains effect.refer("basis_insufficient", "xiangyang_2012/art_4__para_2", missing, [step]) if {
	input.action.name == "obtain"
	_class_contestable
	special := facts.may_be(facts.sharing_class, "special")
	missing := array.concat(special, _may_lack_special_access)
	step := effect.step("contest_class", "data_center", "xiangyang_2012/art_4__para_2")
}

_basis_levels := {"law", "administrative_regulation", "local_regulation", "rule"}

default _basis_level := {"path": "resource.properties.legal_basis.level"}

_basis_level := {"path": "resource.properties.legal_basis.level", "value": level} if {
	level := input.resource.properties.legal_basis.level
}

_class_contestable if count(facts.may_not_be_among(_basis_level, _basis_levels)) == 0

_may_lack_special_access := [] if not competence.approved("xiangyang_2012", "access", "special")

_may_lack_special_access := facts.may_not_be_designated if {
	competence.approved("xiangyang_2012", "access", "special")
}

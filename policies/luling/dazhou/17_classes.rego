package luling.dazhou

import data.luling.effect
import data.luling.facts

_classifying if input.action.name == "classify"

# Reasons are stated with the entry: as reasons of a refusal, or as the basis that the entry cites.
_reasons_stated if "refusal_reasons" in object.keys(input.context.application)

_reasons_stated if input.resource.properties.legal_basis.citation

_conditions_set if count(object.get(input.resource.properties, "conditions", [])) > 0

# METADATA
# title: 第十七条第一款 共享类型共三种
# description: The measure knows three classes; another one cannot be given.
# custom:
#   article: art_17__para_1
reasons contains effect.deny("class_unknown", "dazhou/art_17__para_1", missing) if {
	_classifying
	missing := facts.may_not_be_among(facts.sharing_class, {"unconditional", "conditional", "excluded"})
}

# METADATA
# title: 第十七条第二款 无条件共享类
# description: For every unit.
# custom:
#   article: art_17__para_2
reasons contains effect.permit("class_recognised", "dazhou/art_17__para_2", missing) if {
	_classifying
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十七条第三款 有条件共享类
# description: For certain units, or in part for every unit; the conditions are in the catalogue.
# custom:
#   article: art_17__para_3
reasons contains effect.permit("class_recognised", "dazhou/art_17__para_3", missing) if {
	_classifying
	missing := facts.may_be(facts.sharing_class, "conditional")
	_conditions_set
}

# METADATA
# title: 第十七条第四款 不予共享类
# description: Unsuited for other units; the reasons are stated.
# custom:
#   article: art_17__para_4
reasons contains effect.permit("class_recognised", "dazhou/art_17__para_4", missing) if {
	_classifying
	missing := facts.may_be(facts.sharing_class, "excluded")
	_reasons_stated
}

# METADATA
# title: 第十七条第四款 不予共享的数据不得获取
# description: Whoever thinks the class wrong goes the way of article 23; until then the recorded class stands.
# custom:
#   article: art_17__para_4
reasons contains effect.deny("excluded_class", "dazhou/art_17__para_4", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "excluded")
}

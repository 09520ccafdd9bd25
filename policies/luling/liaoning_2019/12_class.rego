package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

# The levels on which a restriction of sharing may rest. A policy paper counts only as a national or provincial
# provision.
_sufficient_levels := {
	"law",
	"administrative_regulation",
	"local_regulation",
	"rule",
	"national_provision",
	"provincial_provision",
}

default _basis := {"path": "resource.properties.legal_basis.level"}

_basis := {"path": "resource.properties.legal_basis.level", "value": level} if {
	level := input.resource.properties.legal_basis.level
}

_restricted_or_unknown if facts.may_be_among(facts.sharing_class, {"conditional", "excluded"})

# METADATA
# title: 第十二条第一款 以共享为原则
# description: A class that does not restrict sharing needs no basis.
# custom:
#   article: art_12__para_1
reasons contains effect.permit("sharing_in_principle", "liaoning_2019/art_12__para_1", missing) if {
	input.action.name == "classify"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十二条第二款 定类有依据
# description: |
#   A department that classes its data as conditional or excluded needs a basis in a law, a regulation, a rule, or a
#   national or provincial provision.
# custom:
#   article: art_12__para_2
reasons contains effect.permit("basis_sufficient", "liaoning_2019/art_12__para_2", missing) if {
	input.action.name == "classify"
	_restricted_or_unknown
	missing := facts.may_be_among(_basis, _sufficient_levels)
}

# METADATA
# title: 第十二条第二款 定类依据不足
# description: Restricting data on any other ground is prohibited.
# custom:
#   article: art_12__para_2
reasons contains effect.deny("basis_insufficient", "liaoning_2019/art_12__para_2", missing) if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be_among(facts.sharing_class, {"conditional", "excluded"}),
		facts.may_not_be_among(_basis, _sufficient_levels),
	)
}

package luling.sanya_2007

import data.luling.effect
import data.luling.facts

# The exclusion rests on laws, regulations, rules, policies and the like. Central policies and the provisions of state
# and province are of that kind; any other basis is not.
_sufficient_bases := {
	"law",
	"administrative_regulation",
	"local_regulation",
	"rule",
	"central_policy",
	"policy",
	"national_provision",
	"provincial_provision",
}

# Known to be insufficient: for access a recorded class stands as long as its basis is not known.
_basis_insufficient if {
	level := input.resource.properties.legal_basis.level
	not level in _sufficient_bases
}

# METADATA
# title: 第十一条 强制共享类
# description: |
#   Shared without conditions. The article speaks of municipal organs; read as including districts and towns, which
#   article 2 puts under one name with them and article 16 lets share alike.
# custom:
#   article: art_11
reasons contains effect.permit("unconditional_class", "sanya_2007/art_11", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十一条 受限共享类, 指定的单位
# description: The rules by which an organ is designated are made elsewhere; here only the designation counts.
# custom:
#   article: art_11
reasons contains effect.permit("designated_recipient", "sanya_2007/art_11", missing) if {
	input.action.name == "obtain"
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), facts.may_be_designated)
}

# METADATA
# title: 第十一条 受限共享类, 未指定的单位
# description: A restricted class goes to nobody but the designated organs.
# custom:
#   article: art_11
reasons contains effect.deny("not_designated", "sanya_2007/art_11", missing) if {
	input.action.name == "obtain"
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), facts.may_not_be_designated)
}

# METADATA
# title: 第十一条 非共享类
# description: Cannot be provided to other organs.
# custom:
#   article: art_11
reasons contains effect.deny("excluded_class", "sanya_2007/art_11", missing) if {
	input.action.name == "obtain"
	not _basis_insufficient
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十一条 非共享类缺少依据
# description: |
#   An exclusion without the basis that it needs can be contested with the department that reviews the classes.
# custom:
#   article: art_11
reasons contains effect.refer("basis_insufficient", "sanya_2007/art_11", missing, [step]) if {
	input.action.name == "obtain"
	_basis_insufficient
	missing := facts.may_be(facts.sharing_class, "excluded")
	step := effect.step("contest_class", "informatization_department", "sanya_2007/art_12")
}

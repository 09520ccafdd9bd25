package luling.liaoning_2019

import data.luling.effect
import data.luling.entry

_restricted_entry if {
	entry.resource
	input.entry.sharing_class in {"conditional", "excluded"}
}

# METADATA
# title: 第十二条第二款 限制共享的依据
# description: Conditional and excluded data rest on a law, a regulation, a rule, or a national or provincial provision.
# custom:
#   article: art_12__para_2
problems contains effect.violation("basis_missing", "liaoning_2019/art_12__para_2", "legal_basis") if {
	_restricted_entry
	not entry.basis_stated
}

# METADATA
# title: 第十二条第二款 限制共享的依据层级
# description: Any other ground does not carry a restriction.
# custom:
#   article: art_12__para_2
problems contains effect.violation("basis_insufficient", "liaoning_2019/art_12__para_2", "legal_basis") if {
	_restricted_entry
	entry.basis_outside(_sufficient_levels)
}

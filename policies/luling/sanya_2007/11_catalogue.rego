package luling.sanya_2007

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十一条 共享类型
# description: The measure knows three classes.
# custom:
#   article: art_11
problems contains effect.violation("class_unknown", "sanya_2007/art_11", "sharing_class") if {
	entry.resource
	entry.stated_outside("sharing_class", {"unconditional", "conditional", "excluded"})
}

# METADATA
# title: 第十一条 受限共享类须有指定的单位
# description: The class is defined by the organs to which it may go.
# custom:
#   article: art_11
problems contains effect.violation("recipients_missing", "sanya_2007/art_11", field) if {
	entry.resource
	input.entry.sharing_class == "conditional"
	some field in entry.lacking({"designated_recipients"})
}

# METADATA
# title: 第十一条 非共享类须有依据
# description: In a law, a regulation, a rule, a policy or the like.
# custom:
#   article: art_11
problems contains effect.violation("basis_missing", "sanya_2007/art_11", "legal_basis") if {
	_excluded_entry
	not entry.basis_stated
}

# METADATA
# title: 第十一条 非共享类的依据层级
# description: Any other kind of basis does not carry the class.
# custom:
#   article: art_11
problems contains effect.violation("basis_insufficient", "sanya_2007/art_11", "legal_basis") if {
	_excluded_entry
	entry.basis_outside(_sufficient_bases)
}

_excluded_entry if {
	entry.resource
	input.entry.sharing_class == "excluded"
}

package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第四条第一款 条目的共享类型
# description: Every entry has one of the three classes.
# custom:
#   article: art_4__para_1
problems contains effect.violation("field_missing", "xiangyang_2012/art_4__para_1", field) if {
	entry.resource
	some field in entry.lacking({"sharing_class"})
}

# METADATA
# title: 第四条第一款 没有第四种类型
# description: An entry cannot be given a class of another measure.
# custom:
#   article: art_4__para_1
problems contains effect.violation("class_unknown", "xiangyang_2012/art_4__para_1", "sharing_class") if {
	entry.resource
	entry.stated_outside("sharing_class", {"unconditional", "conditional", "special"})
}

# METADATA
# title: 第四条第二款 特殊共享类的依据
# description: The special class rests on an explicit provision of a law, a regulation or a rule.
# custom:
#   article: art_4__para_2
problems contains effect.violation("basis_missing", "xiangyang_2012/art_4__para_2", "legal_basis") if {
	_special_entry
	not entry.basis_stated
}

# METADATA
# title: 第四条第二款 特殊共享类的依据层级
# description: Policies and other documents below a rule do not carry the special class.
# custom:
#   article: art_4__para_2
problems contains effect.violation("basis_insufficient", "xiangyang_2012/art_4__para_2", "legal_basis") if {
	_special_entry
	entry.basis_outside(_basis_levels)
}

# METADATA
# title: 第四条第二款 特殊共享类的特定对象
# description: |
#   Special data may go to certain recipients. The article does not oblige the entry to name them, but article 15 has
#   them delivered to nobody else, so an entry without them is pointed out.
# custom:
#   article: art_4__para_2
problems contains effect.warning("recipients_missing", "xiangyang_2012/art_4__para_2", field) if {
	_special_entry
	some field in entry.lacking({"designated_recipients"})
}

_special_entry if {
	entry.resource
	input.entry.sharing_class == "special"
}

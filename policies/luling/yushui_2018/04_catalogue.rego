package luling.yushui_2018

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第四条第一项 受限共享的依据
# description: A restricted class rests on laws or regulations.
# custom:
#   article: art_4__item_1
problems contains effect.violation("basis_missing", "yushui_2018/art_4__item_1", "legal_basis") if {
	_classed_entry({"conditional"})
	not entry.basis_stated
}

# METADATA
# title: 第四条第一项 受限共享的依据层级
# description: Rules, policies and others do not carry a restricted class.
# custom:
#   article: art_4__item_1
problems contains effect.violation("basis_insufficient", "yushui_2018/art_4__item_1", "legal_basis") if {
	_classed_entry({"conditional"})
	entry.basis_outside(_laws_and_regulations)
}

# METADATA
# title: 第四条第一项 依据提交市政府办公室
# description: Whoever excludes or restricts information gives its basis to the government office.
# custom:
#   article: art_4__item_1
problems contains effect.violation("basis_not_given", "yushui_2018/art_4__item_1", "legal_basis") if {
	_classed_entry({"conditional", "excluded"})
	not _given_to_office
}

# METADATA
# title: 第四条第一项 两条对依据层级的要求不一
# description: Article 15 accepts less for what is excluded. It is followed as the special provision, and pointed out.
# custom:
#   article: art_4__item_1
problems contains effect.warning("basis_below_regulation", "yushui_2018/art_4__item_1", "legal_basis") if {
	_classed_entry({"excluded"})
	entry.basis_outside(_laws_and_regulations)
}

# METADATA
# title: 第十五条第一款 共享类型
# description: The measure knows three classes, and every entry has one.
# custom:
#   article: art_15__para_1
problems contains effect.violation("field_missing", "yushui_2018/art_15__para_1", field) if {
	entry.resource
	some field in entry.lacking({"sharing_class"})
}

# METADATA
# title: 第十五条第一款 没有第四种类型
# description: A class of another regulation is none here.
# custom:
#   article: art_15__para_1
problems contains effect.violation("not_a_class_here", "yushui_2018/art_15__para_1", "sharing_class") if {
	entry.resource
	entry.stated_outside("sharing_class", {"unconditional", "conditional", "excluded"})
}

# METADATA
# title: 第十五条第一款第二项 指定的单位
# description: Data on application go to designated units only.
# custom:
#   article: art_15__para_1__item_2
problems contains effect.violation("recipients_missing", "yushui_2018/art_15__para_1__item_2", field) if {
	_classed_entry({"conditional"})
	some field in entry.lacking({"designated_recipients"})
}

# METADATA
# title: 第十五条第二款 不予共享的依据
# description: In a law, a regulation, a rule, a policy or another basis, so that any stated basis suffices.
# custom:
#   article: art_15__para_2
problems contains effect.violation("basis_missing", "yushui_2018/art_15__para_2", "legal_basis") if {
	_classed_entry({"excluded"})
	not entry.stated("legal_basis")
}

# METADATA
# title: 第十五条第二款 国家秘密
# description: State secrets follow the secrecy regime, so that an entry of this catalogue is no place for them.
# custom:
#   article: art_15__para_2
problems contains effect.warning("state_secret", "yushui_2018/art_15__para_2", "sensitivity") if {
	entry.resource
	"state_secret" in input.entry.sensitivity
}

_classed_entry(classes) if {
	entry.resource
	input.entry.sharing_class in classes
}

_given_to_office if "government_office" in input.entry.legal_basis.filed_with

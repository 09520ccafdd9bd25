package luling.sanya_2007

import data.luling.effect
import data.luling.facts

default _basis_level := {"path": "resource.properties.legal_basis.level"}

_basis_level := {
	"path": "resource.properties.legal_basis.level",
	"value": level,
} if {
	level := input.resource.properties.legal_basis.level
}

# METADATA
# title: 第十一条 强制共享类、受限共享类
# description: Neither class needs a basis.
# custom:
#   article: art_11
reasons contains effect.permit("class_supported", "sanya_2007/art_11", missing) if {
	input.action.name == "classify"
	missing := facts.may_be_among(facts.sharing_class, {"unconditional", "conditional"})
}

# METADATA
# title: 第十一条 受限共享类须有指定的单位
# description: The class is defined by the organs to which it may go, so it is complete only when some are designated.
# custom:
#   article: art_11
reasons contains effect.refer("designation_missing", "sanya_2007/art_11", missing, [step]) if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be(facts.sharing_class, "conditional"),
		facts.may_be(facts.property("designated_recipients"), []),
	)
	step := effect.step("designate_recipients", "provider", "sanya_2007/art_11")
}

# METADATA
# title: 第十一条 非共享类有依据
# description: The basis is of one of the kinds that the article names, or of their kind.
# custom:
#   article: art_11
reasons contains effect.permit("basis_sufficient", "sanya_2007/art_11", missing) if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be(facts.sharing_class, "excluded"),
		facts.may_be_among(_basis_level, _sufficient_bases),
	)
}

# METADATA
# title: 第十一条 非共享类无依据
# description: Without a basis in a law, regulation, rule or policy nothing is put into the excluded class.
# custom:
#   article: art_11
reasons contains effect.deny("basis_insufficient", "sanya_2007/art_11", missing) if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be(facts.sharing_class, "excluded"),
		facts.may_not_be_among(_basis_level, _sufficient_bases),
	)
}

# METADATA
# title: 第十二条 报送可共享信息清单
# description: The holder of the data sends the department the list from which the catalogue is compiled.
# custom:
#   article: art_12
obligations contains effect.obligation("file_list", "sanya_2007/art_12", "provider") if input.action.name == "classify"

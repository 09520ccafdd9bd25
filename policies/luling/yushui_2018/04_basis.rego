package luling.yushui_2018

import data.luling.effect
import data.luling.facts

_laws_and_regulations := {"law", "administrative_regulation", "local_regulation"}

default _basis_level := {"path": "resource.properties.legal_basis.level"}

_basis_level := {"path": "resource.properties.legal_basis.level", "value": level} if {
	level := input.resource.properties.legal_basis.level
}

_basis_level_known if "value" in object.keys(_basis_level)

_handed_to := "resource.properties.legal_basis.filed_with"

_handed_in_known if "filed_with" in object.keys(object.get(input.resource.properties, "legal_basis", {}))

_may_be_handed_in := [] if "government_office" in input.resource.properties.legal_basis.filed_with

_may_be_handed_in := [_handed_to] if not _handed_in_known

_may_not_be_handed_in := [] if {
	_handed_in_known
	not "government_office" in input.resource.properties.legal_basis.filed_with
}

_may_not_be_handed_in := [_handed_to] if not _handed_in_known

# Restricted on laws or regulations, as this item asks, or excluded, for which article 15 accepts every basis: what
# would have to be known for either.
_may_be_rightly_listed contains missing if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be(facts.sharing_class, "conditional"),
		facts.may_be_among(_basis_level, _laws_and_regulations),
	)
}

_may_be_rightly_listed contains missing if {
	input.action.name == "classify"
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第四条第一项 依据已提交市政府办公室
# description: |
#   Sharing is the rule. A unit that lists information as excluded or restricted has handed its basis to the government
#   office. For a restricted class that basis lies in laws or regulations; for an excluded one article 15 is the special
#   provision and accepts rules, policies and others.
# custom:
#   article: art_4__item_1
reasons contains effect.permit("basis_given", "yushui_2018/art_4__item_1", missing) if {
	some listed in _may_be_rightly_listed
	missing := array.concat(listed, _may_be_handed_in)
}

# METADATA
# title: 第四条第一项 依据尚未提交
# description: The basis suffices and only has to be handed in.
# custom:
#   article: art_4__item_1
reasons contains effect.refer("basis_not_given", "yushui_2018/art_4__item_1", missing, [step]) if {
	some listed in _may_be_rightly_listed
	missing := array.concat(listed, _may_not_be_handed_in)
	step := effect.step("hand_in_basis", "government_office", "yushui_2018/art_4__item_1")
}

# METADATA
# title: 第四条第一项 受限共享没有法律法规依据
# description: Only this item speaks of the basis of a restriction, and it asks for laws and regulations.
# custom:
#   article: art_4__item_1
reasons contains effect.deny("basis_insufficient", "yushui_2018/art_4__item_1", missing) if {
	input.action.name == "classify"
	missing := array.concat(
		facts.may_be(facts.sharing_class, "conditional"),
		facts.may_not_be_among(_basis_level, _laws_and_regulations),
	)
}

# METADATA
# title: 第四条第一项 两条对依据层级的要求不一
# description: |
#   This item asks for laws and regulations even where information is excluded, article 15 accepts less. The special
#   provision is followed, and the reader is told.
# custom:
#   article: art_4__item_1
reasons contains effect.notice("basis_below_regulation", "yushui_2018/art_4__item_1") if {
	input.action.name == "classify"
	facts.sharing_class.value == "excluded"
	_basis_level_known
	not _basis_level.value in _laws_and_regulations
}

# METADATA
# title: 第四条第一项 以不予共享类拒绝, 依据尚未提交
# description: Whoever cannot share hands its basis to the government office before relying on the class.
# custom:
#   article: art_4__item_1
reasons contains effect.refer("basis_not_given", "yushui_2018/art_4__item_1", missing, [step]) if {
	input.action.name == "refuse"
	missing := array.concat(facts.may_be(facts.sharing_class, "excluded"), _may_not_be_handed_in)
	step := effect.step("hand_in_basis", "government_office", "yushui_2018/art_4__item_1")
}

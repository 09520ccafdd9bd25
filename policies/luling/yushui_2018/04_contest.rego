package luling.yushui_2018

import data.luling.effect
import data.luling.facts

# A restriction whose basis is known to lie below laws and regulations. An absent basis leaves the recorded class
# standing.
_contestable if {
	_basis_level_known
	not _basis_level.value in _laws_and_regulations
}

# METADATA
# title: 第四条第一项 未被指定的单位对依据不足的分类提出异议
# description: Where the basis is insufficient, not being designated is a matter to contest, not the end.
# custom:
#   article: art_4__item_1
reasons contains effect.refer("basis_insufficient", "yushui_2018/art_4__item_1", missing, [step]) if {
	input.action.name == "obtain"
	_contestable
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), facts.may_not_be_designated)
	step := effect.step("contest_class", "government_office", "yushui_2018/art_4__item_1")
}

# METADATA
# title: 第四条第一项 被拒绝的单位对依据不足的分类提出异议
# description: The same where the centre has refused.
# custom:
#   article: art_4__item_1
reasons contains effect.refer("basis_insufficient", "yushui_2018/art_4__item_1", missing, [step]) if {
	input.action.name == "obtain"
	_contestable
	_refused
	missing := facts.may_be(facts.sharing_class, "conditional")
	step := effect.step("contest_class", "government_office", "yushui_2018/art_4__item_1")
}

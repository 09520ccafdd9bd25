package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

# A basis that nobody stated does not make a recorded class contestable; one that is known to be too low does.
_contestable if facts.may_not_be_among(_basis, _sufficient_levels) == []

# METADATA
# title: 第十二条第二款 不予共享的数据
# description: For the taking and using department the recorded class stands unless its basis is known to be too low.
# custom:
#   article: art_12__para_2
reasons contains effect.deny("excluded_class", "liaoning_2019/art_12__para_2", missing) if {
	_using
	not _contestable
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十二条第二款 依据不足的分类可以异议
# description: |
#   A restriction whose basis is known to be too low can be contested before the management department, which reviews
#   the catalogues (article 10), unless the provider has agreed anyway.
# custom:
#   article: art_12__para_2
reasons contains effect.refer("basis_insufficient", "liaoning_2019/art_12__para_2", missing, [step]) if {
	_using
	_contestable
	not _agreed
	missing := facts.may_be_among(facts.sharing_class, {"conditional", "excluded"})
	step := effect.step("contest_class", "management_department", "liaoning_2019/art_12__para_2")
}

# METADATA
# title: 第十二条第一款 依据不足而提供部门同意
# description: Where a restriction lacks its basis, sharing is the principle, and the provider's agreement suffices.
# custom:
#   article: art_12__para_1
reasons contains effect.permit("approved_without_basis", "liaoning_2019/art_12__para_1", []) if {
	_using
	_contestable
	_agreed
	_restricted_or_unknown
}

# METADATA
# title: 第十二条第一款 无条件共享的不得拒绝
# description: Sharing is the principle; data without a restriction are not refused.
# custom:
#   article: art_12__para_1
reasons contains effect.deny("must_share", "liaoning_2019/art_12__para_1", missing) if {
	input.action.name == "refuse"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十二条第二款 依据不足的不得拒绝
# description: A restriction whose basis is known to be too low carries no refusal.
# custom:
#   article: art_12__para_2
reasons contains effect.deny("basis_insufficient", "liaoning_2019/art_12__para_2", []) if {
	input.action.name == "refuse"
	_contestable
	_restricted_or_unknown
}

# METADATA
# title: 第十二条第二款 不予共享的可以拒绝
# description: The recorded class stands; it needs no reasons beyond its basis.
# custom:
#   article: art_12__para_2
reasons contains effect.permit("excluded_class", "liaoning_2019/art_12__para_2", missing) if {
	input.action.name == "refuse"
	missing := facts.may_be(facts.sharing_class, "excluded")
}

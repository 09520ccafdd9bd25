package luling.liaoning_2019

import data.luling.competence
import data.luling.effect
import data.luling.facts
import data.luling.law

# METADATA
# title: 第十七条第一款 无条件共享
# description: Taken directly from the sharing platform.
# custom:
#   article: art_17__para_1
reasons contains effect.permit("unconditional_class", "liaoning_2019/art_17__para_1", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十七条第二款 有条件共享, 提供部门同意
# custom:
#   article: art_17__para_2
reasons contains effect.permit("approved_by_provider", "liaoning_2019/art_17__para_2", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "conditional")
	competence.approved("liaoning_2019", "access", "*")
}

# METADATA
# title: 第十七条第二款 有条件共享, 尚未取得同意
# description: A request to the provider through the platform, answered within the legal time.
# custom:
#   article: art_17__para_2
reasons contains effect.refer("approval_missing", "liaoning_2019/art_17__para_2", missing, [step]) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "conditional")
	not competence.approved("liaoning_2019", "access", "*")
	step := effect.step_by(
		"apply",
		"provider",
		"liaoning_2019/art_17__para_2",
		law.deadline("liaoning_2019", "access_reply"),
	)
}

package luling.liaoning_2019

import data.luling.effect
import data.luling.facts
import data.luling.law

_reasons_given if "refusal_reasons" in object.keys(input.context.application)

# METADATA
# title: 第十七条第二款 说明理由的拒绝
# description: For conditional data the provider decides, within the legal time, and gives reasons if it refuses.
# custom:
#   article: art_17__para_2
reasons contains effect.permit("refusal_with_reasons", "liaoning_2019/art_17__para_2", missing) if {
	input.action.name == "refuse"
	_reasons_given
	missing := facts.may_be(facts.sharing_class, "conditional")
}

# METADATA
# title: 第十七条第二款 未说明理由的拒绝
# description: Lawful once the reasons are stated; the time for the answer is that for the request.
# custom:
#   article: art_17__para_2
reasons contains effect.refer("reasons_missing", "liaoning_2019/art_17__para_2", missing, [step]) if {
	input.action.name == "refuse"
	not _reasons_given
	missing := facts.may_be(facts.sharing_class, "conditional")
	step := effect.step_by(
		"state_reasons",
		"provider",
		"liaoning_2019/art_17__para_2",
		law.deadline("liaoning_2019", "access_reply"),
	)
}

# METADATA
# title: 第十七条第三款 接受协调
# description: A refusal that is disputed is open to coordination by the management department of the same level.
# custom:
#   article: art_17__para_3
obligations contains effect.obligation("accept_coordination", "liaoning_2019/art_17__para_3", "provider") if {
	input.action.name == "refuse"
	_disputed
}

package luling.liaoning_2019

import data.luling.competence
import data.luling.effect
import data.luling.facts
import data.luling.law

# The provider has agreed, to this department and for these data.
_agreed if competence.approved("liaoning_2019", "access", "*")

_disputed if input.context.application.disputed == true

_refused if input.context.application.refused_by_provider == true

_refused if competence.refused_by("liaoning_2019", "access", "*", "provider")

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
# title: 第十七条 通过共享平台
# description: |
#   Data are taken, and asked for, on the platform. No other way is forbidden in so many words, so another channel
#   changes no effect; the reader is told.
# custom:
#   article: art_17
reasons contains effect.notice("platform_is_the_way", "liaoning_2019/art_17") if {
	input.action.name == "obtain"
	facts.channel.value == "direct"
}

# METADATA
# title: 第十七条第二款 有条件共享, 提供部门同意
# description: The provider's agreement counts whoever coordinated before; it ends a dispute about the same data.
# custom:
#   article: art_17__para_2
reasons contains effect.permit("approved_by_provider", "liaoning_2019/art_17__para_2", missing) if {
	_using
	missing := facts.may_be(facts.sharing_class, "conditional")
	_agreed
}

# METADATA
# title: 第十七条第二款 有条件共享, 尚未取得同意
# description: A request to the provider through the platform, answered within the legal time.
# custom:
#   article: art_17__para_2
reasons contains effect.refer("approval_missing", "liaoning_2019/art_17__para_2", missing, [step]) if {
	_using
	missing := facts.may_be(facts.sharing_class, "conditional")
	not _agreed
	not _refused
	not _disputed
	step := effect.step_by(
		"apply",
		"provider",
		"liaoning_2019/art_17__para_2",
		law.deadline("liaoning_2019", "access_reply"),
	)
}

# METADATA
# title: 第十七条第二款 按照答复意见使用
# description: Conditional data are used as the provider's answer says; the stated use is the one in that answer.
# custom:
#   article: art_17__para_2
reasons contains effect.deny("against_answer", "liaoning_2019/art_17__para_2", missing) if {
	input.action.name == "use"
	_agreed
	missing := array.concat(
		facts.may_be(facts.sharing_class, "conditional"),
		facts.may_be(facts.purpose("matches_stated_use"), false),
	)
}

# METADATA
# title: 第十七条第三款 提供部门不同意
# description: |
#   A refusal is not the last word: disagreement goes to the management department of the same level, and the provider
#   answers anew. Asking the provider again is not the step.
# custom:
#   article: art_17__para_3
reasons contains effect.refer("refused_by_provider", "liaoning_2019/art_17__para_3", missing, [step]) if {
	_using
	missing := facts.may_be(facts.sharing_class, "conditional")
	_refused
	not _agreed
	step := effect.step("request_coordination", "management_department", "liaoning_2019/art_17__para_3")
}

# METADATA
# title: 第十七条第三款 争议
# description: Pending until the management department of the same level has coordinated and the provider agrees.
# custom:
#   article: art_17__para_3
reasons contains effect.refer("disputed", "liaoning_2019/art_17__para_3", missing, [step]) if {
	_using
	missing := facts.may_be(facts.sharing_class, "conditional")
	_disputed
	not _agreed
	step := effect.step("request_coordination", "management_department", "liaoning_2019/art_17__para_3")
}

# METADATA
# title: 第十七条第二款 按照答复意见使用的义务
# description: Goes with every answer on conditional data, before and after the provider's agreement.
# custom:
#   article: art_17__para_2
obligations contains effect.obligation("use_as_answered", "liaoning_2019/art_17__para_2", "consumer") if {
	_using
	facts.sharing_class.value == "conditional"
}

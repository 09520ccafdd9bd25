package luling.sanya_2007

import data.luling.effect
import data.luling.facts
import data.luling.law

# What a request states.
_request_contents := {"content", "scope", "use", "way"}

# METADATA
# title: 第四条第一项 依照职能提出需求
# description: A request that does not arise from the functions of the organ cannot be made at all.
# custom:
#   article: art_4__item_1
reasons contains effect.deny("outside_duties", "sanya_2007/art_4__item_1", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第四条第一项 需求的内容
# description: |
#   Sharing starts from a stated need, for every class: the classes say to whom data may go, not that nobody need ask.
#   Until the request states content, scope, use and way it is sent in or completed, with the informatization
#   department, which article 12 names. The provider then responds promptly.
# custom:
#   article: art_4__item_1
reasons contains effect.refer("request_incomplete", "sanya_2007/art_4__item_1", [], [step]) if {
	input.action.name == "obtain"
	count(_request_contents - object.keys(input.context.application)) > 0
	step := effect.step_by(
		"state_request",
		"informatization_department",
		"sanya_2007/art_12",
		law.deadline("sanya_2007", "response"),
	)
}

# METADATA
# title: 第四条第六项 无偿共享
# description: |
#   Whoever provides takes no fee. The act of charging is what is forbidden, whatever the amount; a fee of nothing is
#   no charge, and nobody asks about it.
# custom:
#   article: art_4__item_6
reasons contains effect.deny("charge_for_sharing", "sanya_2007/art_4__item_6", []) if input.action.name == "charge"

# METADATA
# title: 第四条第二项 供方响应
# description: Whoever holds the data responds to the request without delay.
# custom:
#   article: art_4__item_2
obligations contains effect.obligation("respond_promptly", "sanya_2007/art_4__item_2", "provider") if {
	input.action.name == "obtain"
}

# METADATA
# title: 第四条第六项 免费、及时、全面
# description: What the provider supplies is free, in time and complete.
# custom:
#   article: art_4__item_6
obligations contains effect.obligation("provide_free", "sanya_2007/art_4__item_6", "provider") if {
	input.action.name == "obtain"
}

package luling.yushui_2018

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十八条第二款第三项 市信息化中心已同意
# description: The centre has decided by the rules that govern the class; the unit is a designated one (article 15).
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.permit("approved", "yushui_2018/art_18__para_2__item_3", missing) if {
	input.action.name == "obtain"
	_granted
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), facts.may_be_designated)
}

# METADATA
# title: 第十八条第二款第三项 等待市信息化中心决定
# description: The request is with the centre, which has not decided yet.
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.refer("approval_missing", "yushui_2018/art_18__para_2__item_3", missing, [step]) if {
	input.action.name == "obtain"
	_requested
	not _granted
	not _refused
	missing := facts.may_be(facts.sharing_class, "conditional")
	step := effect.step("obtain_center_decision", "information_center", "yushui_2018/art_18__para_2__item_3")
}

# METADATA
# title: 第十八条第二款第三项 市信息化中心不同意
# description: Final, save where the class can be contested for its basis (article 4).
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.deny("refused_by_center", "yushui_2018/art_18__para_2__item_3", missing) if {
	input.action.name == "obtain"
	_refused
	not _contestable
	missing := facts.may_be(facts.sharing_class, "conditional")
}

# METADATA
# title: 第十八条第二款第三项 提供单位自行拒绝
# description: For information on application the centre decides, not the provider alone.
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.refer("center_decides", "yushui_2018/art_18__para_2__item_3", missing, [step]) if {
	input.action.name == "refuse"
	not _granted
	not _refused
	missing := facts.may_be(facts.sharing_class, "conditional")
	step := effect.step("obtain_center_decision", "information_center", "yushui_2018/art_18__para_2__item_3")
}

# METADATA
# title: 第十八条第二款第三项 依决定不予提供
# description: The provider follows the centre's decision.
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.permit("refused_by_center", "yushui_2018/art_18__para_2__item_3", missing) if {
	input.action.name == "refuse"
	_refused
	missing := facts.may_be(facts.sharing_class, "conditional")
}

# METADATA
# title: 第十八条第二款第三项 违背决定拒绝提供
# description: What the centre has granted the provider may not refuse.
# custom:
#   article: art_18__para_2__item_3
reasons contains effect.deny("granted_by_center", "yushui_2018/art_18__para_2__item_3", missing) if {
	input.action.name == "refuse"
	_granted
	missing := facts.may_be(facts.sharing_class, "conditional")
}

# METADATA
# title: 第十八条第二款第三项 向申请单位解释
# description: For information on application and excluded information the centre explains itself to the requester.
# custom:
#   article: art_18__para_2__item_3
obligations contains effect.obligation("explain_to_requester", "yushui_2018/art_18__para_2__item_3", bearer) if {
	bearer := "information_center"
	input.action.name in {"obtain", "refuse"}
	facts.sharing_class.value in {"conditional", "excluded"}
}

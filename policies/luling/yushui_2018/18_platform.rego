package luling.yushui_2018

import data.luling.competence
import data.luling.effect
import data.luling.facts
import data.luling.law

_granted if competence.approved("yushui_2018", "access", "*")

_refused if {
	competence.refused_by("yushui_2018", "access", "*", "information_center")
	not _granted
}

# A request that is filed or received; the centre's grant shows that there was one.
_requested if input.context.application.filed == true

_requested if input.context.application.received <= input.context.time

_requested if _granted

# METADATA
# title: 第十八条第一款 依托共享交换平台
# description: All sharing runs over the city's platform.
# custom:
#   article: art_18__para_1
reasons contains effect.deny("outside_platform", "yushui_2018/art_18__para_1", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.channel, "direct")
}

# METADATA
# title: 第十八条第二款 尚未提出需求申请
# description: Whatever the class, a need is put to the information centre first.
# custom:
#   article: art_18__para_2
reasons contains effect.refer("application_missing", "yushui_2018/art_18__para_2", [], [step]) if {
	input.action.name == "obtain"
	not _requested
	step := effect.step("apply", "information_center", "yushui_2018/art_18__para_2")
}

# METADATA
# title: 第十八条第二款第一项 已存入共享库的主动共享类
# description: The centre supplies it at once.
# custom:
#   article: art_18__para_2__item_1
reasons contains effect.permit("unconditional_class", "yushui_2018/art_18__para_2__item_1", missing) if {
	input.action.name == "obtain"
	not _granted
	missing := array.concat(
		facts.may_be(facts.sharing_class, "unconditional"),
		facts.may_be(facts.property("on_platform"), true),
	)
}

# METADATA
# title: 第十八条第二款第二项 尚未存入共享库
# description: |
#   The centre coordinates the supply with the collecting unit, which answers promptly (article 5 paragraph 5). It is
#   done when the data are on the platform, or when the centre has granted the request.
# custom:
#   article: art_18__para_2__item_2
reasons contains effect.refer("not_stored_yet", "yushui_2018/art_18__para_2__item_2", missing, steps) if {
	input.action.name == "obtain"
	_requested
	not _granted
	missing := array.concat(
		facts.may_be(facts.sharing_class, "unconditional"),
		facts.may_be(facts.property("on_platform"), false),
	)
	deadline := law.deadline("yushui_2018", "coordinated_response")
	steps := [
		effect.step("coordinate_supply", "information_center", "yushui_2018/art_18__para_2__item_2"),
		effect.step_by("respond_to_coordination", "provider", "yushui_2018/art_5__para_5", deadline),
	]
}

# METADATA
# title: 第十八条第二款第二项 经协调提供
# description: The centre has granted the request; where the data lie no longer matters.
# custom:
#   article: art_18__para_2__item_2
reasons contains effect.permit("approved", "yushui_2018/art_18__para_2__item_2", missing) if {
	input.action.name == "obtain"
	_granted
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十八条第二款第一项 告知提供单位
# description: The centre tells the provider what it has supplied.
# custom:
#   article: art_18__para_2__item_1
obligations contains effect.obligation("inform_provider", "yushui_2018/art_18__para_2__item_1", bearer) if {
	bearer := "information_center"
	input.action.name == "obtain"
	facts.sharing_class.value == "unconditional"
	input.resource.properties.on_platform == true
}

# METADATA
# title: 第十八条第三款 响应结果备案
# description: The centre files every outcome with the government office.
# custom:
#   article: art_18__para_3
obligations contains effect.obligation("file_outcome", "yushui_2018/art_18__para_3", "information_center") if {
	input.action.name in {"obtain", "refuse"}
}

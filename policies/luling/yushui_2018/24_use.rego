package luling.yushui_2018

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 第二十四条 信息安全保障承诺书
# description: Handed to the information centre, in the form that the centre lays down, before anything is obtained.
# custom:
#   article: art_24
reasons contains effect.refer("commitment_missing", "yushui_2018/art_24", [], [step]) if {
	input.action.name == "obtain"
	not competence.agreed("yushui_2018", "security_commitment")
	step := effect.step("submit_commitment", "information_center", "yushui_2018/art_24")
}

# METADATA
# title: 第二十四条 超出本单位职责
# description: Shared information serves the unit's own duties and nothing else, when obtained as when used.
# custom:
#   article: art_24
reasons contains effect.deny("outside_duties", "yushui_2018/art_24", missing) if {
	input.action.name in {"obtain", "use"}
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第二十四条 商业目的
# description: No commercial purpose, even beside a duty.
# custom:
#   article: art_24
reasons contains effect.deny("commercial_use", "yushui_2018/art_24", missing) if {
	input.action.name in {"obtain", "use"}
	missing := facts.may_be(facts.purpose("commercial"), true)
}

# METADATA
# title: 第二十四条 用于履行职责
# description: Use for the unit's own duties.
# custom:
#   article: art_24
reasons contains effect.permit("own_duties", "yushui_2018/art_24", missing) if {
	input.action.name == "use"
	missing := facts.may_be(facts.purpose("within_duties"), true)
}

# METADATA
# title: 第二十四条 不得转给第三方
# description: |
#   No exception is made. The measure has no article on publication; a consumer's publication hands the information to
#   third parties.
# custom:
#   article: art_24
reasons contains effect.deny("third_party", "yushui_2018/art_24", []) if {
	input.action.name in {"transfer", "publish"}
}

# METADATA
# title: 第二十四条 获取后的义务
# description: What goes with every answer to a unit that obtains or uses shared information.
# custom:
#   article: art_24
obligations contains effect.obligation(code, "yushui_2018/art_24", "consumer") if {
	input.action.name in {"obtain", "use"}
	some code in ["own_duties_only", "no_third_party", "no_commercial_use"]
}

package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

_using if input.action.name in {"obtain", "use"}

_passing_on if input.action.name in {"transfer", "publish"}

_sign_of_disguise if input.context.purpose.commercial == true

_sign_of_disguise if input.context.purpose.matches_stated_use == false

# METADATA
# title: 第十六条 只用于本部门履行职责
# description: |
#   Data from the platform serve the department's own duties and nothing else. A use that only pretends to serve them is
#   judged by what it is: the fact asked for is whether it serves them in substance.
# custom:
#   article: art_16
reasons contains effect.deny("outside_duties", "liaoning_2019/art_16", missing) if {
	_using
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第十六条 使用无条件共享数据
# description: Using unconditional data for the department's own duties.
# custom:
#   article: art_16
reasons contains effect.permit("own_duties", "liaoning_2019/art_16", missing) if {
	input.action.name == "use"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十六条 变相用于其他用途的迹象
# description: |
#   The article names neither commerce nor a stated use, so these facts decide nothing by themselves; where they are
#   known they hint at another use in disguise, and the reader is told so.
# custom:
#   article: art_16
reasons contains effect.notice("sign_of_disguised_use", "liaoning_2019/art_16") if {
	_using
	_sign_of_disguise
}

# METADATA
# title: 第十六条 不得提供给第三方
# description: |
#   The department that took the data does not hand them on. Publication by it is supply to everybody, since the measure
#   has no article of its own on publication.
# custom:
#   article: art_16
reasons contains effect.deny("third_party", "liaoning_2019/art_16", []) if _passing_on

# METADATA
# title: 第十六条 改变形式也不得提供
# description: Another form of the data does not help; said where it is claimed.
# custom:
#   article: art_16
reasons contains effect.deny("altered_form", "liaoning_2019/art_16", []) if {
	_passing_on
	input.context.recipient.altered_form == true
}

# METADATA
# title: 第十六条 只用于履行职责的义务
# description: Goes with every permission to take or use data.
# custom:
#   article: art_16
obligations contains effect.obligation("own_duties_only", "liaoning_2019/art_16", "consumer") if _using

# METADATA
# title: 第十六条 不得提供给第三方的义务
# description: Goes with every permission to take or use data.
# custom:
#   article: art_16
obligations contains effect.obligation("no_third_party", "liaoning_2019/art_16", "consumer") if _using

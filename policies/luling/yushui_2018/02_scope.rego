package luling.yushui_2018

import data.luling.effect
import data.luling.facts
import data.luling.law

# What the regulation speaks of: sharing (4, 15 to 18, 24, 25), collection (8 to 12) and the listing of classes (4, 15).
_actions := {
	"obtain", "use", "transfer", "publish", "refuse", "charge",
	"collect", "deploy_terminal", "classify",
}

# METADATA
# title: 第二条第一款 地域
# description: |
#   The city of Xinyu with its counties and districts: the articles say "this city", although a district published them.
# custom:
#   article: art_2__para_1
reasons contains effect.outside("outside_area", "yushui_2018/art_2__para_1", missing) if {
	missing := law.may_lie_outside("yushui_2018")
}

# METADATA
# title: 第二条第一款 主体
# description: |
#   Administrative organs of the city, its counties and districts, and enterprises and institutions that perform public
#   management or service functions. Organs of the Party, central agencies and social organisations are not named.
# custom:
#   article: art_2__para_1
reasons contains effect.outside("kind_not_covered", "yushui_2018/art_2__para_1", missing) if {
	missing := facts.may_not_be_among(facts.kind, {"administrative_organ", "public_institution"})
}

# METADATA
# title: 第二条第三款 行为
# description: |
#   Sharing between units for their functions, and what later articles add to it; nothing on opening or building.
# custom:
#   article: art_2__para_3
reasons contains effect.outside("action_not_covered", "yushui_2018/art_2__para_3", []) if {
	not input.action.name in _actions
}

# METADATA
# title: 第三十四条 施行日期
# description: In force from the day of issue, for which the day of publication is taken.
# custom:
#   article: art_34
reasons contains effect.outside("not_in_force", "yushui_2018/art_34", []) if not law.in_force("yushui_2018")

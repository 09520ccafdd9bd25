package luling.xiangyang_2012

import data.luling.effect
import data.luling.facts
import data.luling.law

# What the measure speaks of: obtaining, using, passing on and publishing shared data; refusing, classifying and
# collecting them; building a data centre.
_actions := {"obtain", "use", "transfer", "publish", "refuse", "classify", "collect", "build"}

# METADATA
# title: 第二条 电子数据
# description: Only data in electronic files. Building a data centre is not an act on certain data.
# custom:
#   article: art_2
reasons contains effect.outside("not_electronic", "xiangyang_2012/art_2", []) if {
	input.action.name != "build"
	not facts.electronic
}

# METADATA
# title: 第三条 地域
# description: The whole city, its districts and counties included. Both parties lie in Xiangyang.
# custom:
#   article: art_3
reasons contains effect.outside("outside_area", "xiangyang_2012/art_3", missing) if {
	missing := law.may_lie_outside("xiangyang_2012")
}

# METADATA
# title: 第三条 主体
# description: Administrative organs and public enterprises and institutions of the city; nobody else.
# custom:
#   article: art_3
reasons contains effect.outside("kind_not_covered", "xiangyang_2012/art_3", missing) if {
	missing := facts.may_not_be_among(facts.kind, {"administrative_organ", "public_institution"})
}

# METADATA
# title: 第三条 行为
# description: |
#   Collection, storage, arrangement, exchange and sharing, and what the later articles order about them. On opening,
#   fees, projects or services to persons the measure says nothing.
# custom:
#   article: art_3
reasons contains effect.outside("action_not_covered", "xiangyang_2012/art_3", []) if {
	not input.action.name in _actions
}

# METADATA
# title: 第三十一条 施行日期
# description: In force from 2012-05-01; the text names no end.
# custom:
#   article: art_31
reasons contains effect.outside("not_in_force", "xiangyang_2012/art_31", []) if not law.in_force("xiangyang_2012")

package luling.sanya_2007

import data.luling.effect
import data.luling.facts
import data.luling.law

# What the measure speaks of: sharing between organs, the purpose of what is shared, collection and classification.
_actions := {"obtain", "use", "transfer", "publish", "refuse", "charge", "collect", "classify"}

# METADATA
# title: 第二条 地域
# description: |
#   Districts, towns and municipal organs of Sanya. An organ of the province has the code of the province and so lies
#   outside; that is how its level is read.
# custom:
#   article: art_2
reasons contains effect.outside("outside_area", "sanya_2007/art_2", missing) if {
	missing := law.may_lie_outside("sanya_2007")
}

# METADATA
# title: 第二条 机关单位
# description: |
#   Organs only. Read as including those of the Party and the mass organisations: the text says municipal organs without
#   a qualification, and the exchange runs on the network that Party and government have in common. Public
#   institutions, enterprises and persons are not organs.
# custom:
#   article: art_2
reasons contains effect.outside("kind_not_covered", "sanya_2007/art_2", missing) if {
	missing := facts.may_not_be_among(facts.kind, {"administrative_organ", "party_organ"})
}

# METADATA
# title: 第二条 电子化、网络化
# description: Only sharing by electronic means over the network.
# custom:
#   article: art_2
reasons contains effect.outside("not_electronic", "sanya_2007/art_2", []) if not facts.electronic

# METADATA
# title: 第二条 共享政务信息资源的行为
# description: Sharing between organs; opening to the public, projects and infrastructure are left to other rules.
# custom:
#   article: art_2
reasons contains effect.outside("action_not_covered", "sanya_2007/art_2", []) if not input.action.name in _actions

# METADATA
# title: 第三十四条 施行日期
# description: In force since 1 December 2007.
# custom:
#   article: art_34
reasons contains effect.outside("not_in_force", "sanya_2007/art_34", []) if not law.in_force("sanya_2007")

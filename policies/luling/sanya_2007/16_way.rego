package luling.sanya_2007

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十六条 共享方式
# description: |
#   What lies in the base and platform databases is shared by online query, data exchange and the like, through the
#   system that the information centre runs. Professional and node databases are not bound to that way.
# custom:
#   article: art_16
reasons contains effect.refer("other_way", "sanya_2007/art_16", missing, [step]) if {
	input.action.name == "obtain"
	missing := array.concat(
		facts.may_be_among(facts.property("tier"), {"base", "platform"}),
		facts.may_be(facts.channel, "direct"),
	)
	step := effect.step("use_exchange", "information_center", "sanya_2007/art_16")
}

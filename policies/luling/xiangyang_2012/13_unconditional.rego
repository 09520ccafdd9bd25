package luling.xiangyang_2012

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十三条 无条件共享, 自行获取
# description: Taken by the consumer itself through the centre, without application or approval.
# custom:
#   article: art_13
reasons contains effect.permit("unconditional_class", "xiangyang_2012/art_13", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

# METADATA
# title: 第十三条 无条件共享, 不得拒绝
# description: Where the consumer helps itself the provider has nothing to decide.
# custom:
#   article: art_13
reasons contains effect.deny("unconditional_refused", "xiangyang_2012/art_13", missing) if {
	input.action.name == "refuse"
	missing := facts.may_be(facts.sharing_class, "unconditional")
}

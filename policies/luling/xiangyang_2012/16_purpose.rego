package luling.xiangyang_2012

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十六条 只用于本机关履行职责
# description: |
#   One fact decides: whether the purpose lies within the organ's own duties. A commercial purpose is a case of one that
#   does not. Passing data on is judged by the same fact.
# custom:
#   article: art_16
reasons contains effect.deny("outside_duties", "xiangyang_2012/art_16", missing) if {
	input.action.name in {"obtain", "use", "transfer"}
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第十六条 为履行职责使用或者提供给第三方
# description: |
#   No article forbids passing on as such: where the own duty requires it, and through the centre (article 5), it is
#   allowed. What the recipient may have is decided when it obtains the data itself.
# custom:
#   article: art_16
reasons contains effect.permit("own_duties", "xiangyang_2012/art_16", missing) if {
	input.action.name in {"use", "transfer"}
	missing := facts.may_be(facts.purpose("within_duties"), true)
}

# METADATA
# title: 第十六条 只用于履行职责的义务
# description: Goes with the obtaining.
# custom:
#   article: art_16
obligations contains effect.obligation("own_duties_only", "xiangyang_2012/art_16", "consumer") if {
	input.action.name == "obtain"
}

# METADATA
# title: 第十六条 接收方自行办理
# description: The passing on gives the recipient no title; articles 13 to 15 and 24 hold for it too.
# custom:
#   article: art_16
obligations contains effect.obligation("recipient_applies_itself", "xiangyang_2012/art_16", "consumer") if {
	input.action.name == "transfer"
}

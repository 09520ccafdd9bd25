package luling.yushui_2018

import data.luling.effect
import data.luling.facts

default _fee := {"path": "context.fee"}

_fee := {"path": "context.fee", "value": amount} if amount := input.context.fee_fen

# METADATA
# title: 第四条第三项 有偿提供
# description: Between the units information is used without payment; whoever pays is taken to be another unit.
# custom:
#   article: art_4__item_3
reasons contains effect.deny("charge_for_sharing", "yushui_2018/art_4__item_3", missing) if {
	input.action.name == "charge"
	missing := facts.may_not_be(_fee, 0)
}

# METADATA
# title: 第四条第三项 无偿提供
# description: A fee of nothing is no fee.
# custom:
#   article: art_4__item_3
reasons contains effect.permit("free_of_charge", "yushui_2018/art_4__item_3", missing) if {
	input.action.name == "charge"
	missing := facts.may_be(_fee, 0)
}

# METADATA
# title: 第四条第三项 谁使用谁负责
# description: Whoever applies manages, whoever uses answers for the security.
# custom:
#   article: art_4__item_3
obligations contains effect.obligation("secure_use", "yushui_2018/art_4__item_3", "consumer") if {
	input.action.name in {"obtain", "use"}
}

package luling.dazhou

import data.luling.effect
import data.luling.facts

_allocating if input.action.name == "allocate"

# METADATA
# title: 第三十条 保障秘密、隐私和数据安全
# description: The condition of every allocation on the market.
# custom:
#   article: art_30
reasons contains effect.deny("safeguards_missing", "dazhou/art_30", missing) if {
	_allocating
	missing := facts.may_be(facts.property("safeguards"), false)
}

# METADATA
# title: 第三十条 公开、公平、公正
# description: An allocation by a closed or unfair procedure is not allowed.
# custom:
#   article: art_30
reasons contains effect.deny("procedure_not_public", "dazhou/art_30", missing) if {
	_allocating
	missing := facts.may_be(facts.property("public_procedure"), false)
}

# METADATA
# title: 第三十条 有较大经济价值的数据
# description: Only these are allocated on the market; of others the measure says nothing, so they are not.
# custom:
#   article: art_30
reasons contains effect.permit("allocation_allowed", "dazhou/art_30", missing) if {
	_allocating
	missing := facts.may_be(facts.property("high_value"), true)
}

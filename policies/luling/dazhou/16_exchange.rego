package luling.dazhou

import data.luling.effect
import data.luling.facts

# What may provide otherwise: laws, regulations (administrative and local) and central policy. The text says so.
_otherwise_provided if {
	facts.exception_of({"law", "administrative_regulation", "local_regulation", "central_policy"})
}

# METADATA
# title: 第十六条 通过市级共享交换平台共享
# description: Another channel is closed, unless a law, a regulation or central policy clearly provides for it.
# custom:
#   article: art_16
reasons contains effect.deny("outside_platform", "dazhou/art_16", missing) if {
	input.action.name == "obtain"
	missing := facts.may_be(facts.channel, "direct")
	not _otherwise_provided
}

# METADATA
# title: 第十六条 无偿共享
# description: No fee of any amount, with the same exception.
# custom:
#   article: art_16
reasons contains effect.deny("charge_for_sharing", "dazhou/art_16", []) if {
	input.action.name == "charge"
	not _otherwise_provided
}

# METADATA
# title: 第十六条 法律、法规或者中央政策另有规定
# description: A fee that such a rule provides for may be taken.
# custom:
#   article: art_16
reasons contains effect.permit("higher_rule_excepts", "dazhou/art_16", []) if {
	input.action.name == "charge"
	_otherwise_provided
}

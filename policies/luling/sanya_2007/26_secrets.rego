package luling.sanya_2007

import data.luling.competence
import data.luling.effect
import data.luling.facts

_secret := {"state_secret", "trade_secret", "personal_privacy"}

_agreed if competence.agreed("sanya_2007", "confidentiality")

_agreed_purposes contains purpose if {
	some agreement in competence.agreements("sanya_2007", "confidentiality")
	some purpose in object.get(agreement, "purposes", [])
}

# METADATA
# title: 第二十六条 与提供单位签署保密协议
# description: With the unit that provides the secret-bearing data, and nobody else.
# custom:
#   article: art_26
reasons contains effect.refer("confidentiality_agreement_missing", "sanya_2007/art_26", missing, [step]) if {
	_using
	not _agreed
	missing := facts.may_involve(_secret)
	step := effect.step("sign_agreement", "provider", "sanya_2007/art_26")
}

# METADATA
# title: 第二十六条 协议列明的用途之外
# description: The purposes listed stand for the purpose and the scope of the agreement.
# custom:
#   article: art_26
reasons contains effect.deny("other_use", "sanya_2007/art_26", missing) if {
	_using
	count(_agreed_purposes) > 0
	missing := array.concat(
		facts.may_involve(_secret),
		facts.may_not_be_among(facts.purpose("stated_use"), _agreed_purposes),
	)
}

# METADATA
# title: 第二十六条 协议指定的用途和范围之外
# description: Where the record of the agreement lists no purposes, the request says whether the use is one of them.
# custom:
#   article: art_26
reasons contains effect.deny("other_use", "sanya_2007/art_26", missing) if {
	_using
	_agreed
	count(_agreed_purposes) == 0
	missing := array.concat(facts.may_involve(_secret), facts.may_be(facts.purpose("matches_stated_use"), false))
}

# METADATA
# title: 第二十六条 未经允许不得向他人提供
# description: Permission is the provider's; without it this article is broken beside article 21.
# custom:
#   article: art_26
reasons contains effect.deny("secret_without_permission", "sanya_2007/art_26", missing) if {
	_passing_on
	not competence.approved("sanya_2007", "recipient", "*")
	missing := facts.may_involve(_secret)
}

# METADATA
# title: 第二十六条 允许不起作用
# description: |
#   The provider's permission lifts this article only. Article 21 forbids third parties altogether, so the permission
#   never operates; the contradiction is one of the law, and the answer points to it.
# custom:
#   article: art_26
reasons contains effect.notice("permission_inoperative", "sanya_2007/art_26") if {
	_passing_on
	competence.approved("sanya_2007", "recipient", "*")
	count(facts.may_involve(_secret)) == 0
}

# METADATA
# title: 第二十六条 按协议使用
# description: Goes with every use of data that are known to bear a secret.
# custom:
#   article: art_26
obligations contains effect.obligation("use_within_agreement", "sanya_2007/art_26", "consumer") if {
	_using
	count(facts.may_involve(_secret)) == 0
}

# METADATA
# title: 第二十六条 明确共享范围
# description: The provider says, by the secrecy rules, with whom such data are shared.
# custom:
#   article: art_26
obligations contains effect.obligation("define_sharing_scope", "sanya_2007/art_26", "provider") if {
	input.action.name == "classify"
	count(facts.may_involve(_secret)) == 0
}

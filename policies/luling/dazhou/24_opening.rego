package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.facts

_opening if input.action.name == "open"

_opening_agreed if competence.approved("dazhou", "opening", "*")

# Article 26 gives way to laws and regulations that provide otherwise.
_other_law if facts.exception_of({"law", "administrative_regulation", "local_regulation"})

_cleared if _opening_agreed

_cleared if _other_law

_listed := {"state_secret", "national_security", "public_interest", "trade_secret", "personal_privacy"}

# METADATA
# title: 第二十四条 依托市级共享交换平台开放
# description: Data are opened through the municipal platform and nowhere else.
# custom:
#   article: art_24
reasons contains effect.deny("outside_platform", "dazhou/art_24", missing) if {
	_opening
	missing := facts.may_be(facts.channel, "direct")
}

# METADATA
# title: 第二十四条 经审查依托平台开放
# description: The platform is the place, the review of article 26 comes first.
# custom:
#   article: art_24
reasons contains effect.permit("open_on_platform", "dazhou/art_24", missing) if {
	_opening
	_cleared
	missing := facts.may_be(facts.channel, "platform")
}

# METADATA
# title: 第二十六条 保密审查
# description: |
#   Everything is reviewed for confidentiality before it is opened. Interpreted: by the unit that opens it.
# custom:
#   article: art_26
reasons contains effect.refer("opening_review_missing", "dazhou/art_26", [], [step]) if {
	_opening
	not _cleared
	step := effect.step("review_confidentiality", "provider", "dazhou/art_26")
}

# METADATA
# title: 第二十六条 涉密涉私的数据
# description: |
#   Not opened, unless truly needed: then purpose, qualification of the users and confidentiality are reviewed. The
#   exception belongs to the prohibition, so the review is the next step.
# custom:
#   article: art_26
reasons contains effect.refer("sensitive_opening", "dazhou/art_26", missing, [step]) if {
	_opening
	not _cleared
	missing := facts.may_involve(_listed)
	step := effect.step("review_need_and_user", "provider", "dazhou/art_26")
}

# METADATA
# title: 第二十六条 审查不同意开放
# description: |
#   Interpreted: the refusal of the opening unit is the last word of this procedure.
# custom:
#   article: art_26
reasons contains effect.deny("opening_refused", "dazhou/art_26", []) if {
	_opening
	competence.refused_by("dazhou", "opening", "*", "provider")
	not _cleared
}

# METADATA
# title: 第二十六条 已经审查
# description: For sensitive data the agreement of the reviewer shows that opening is truly needed.
# custom:
#   article: art_26
reasons contains effect.permit("opening_reviewed", "dazhou/art_26", []) if {
	_opening
	_opening_agreed
}

# METADATA
# title: 第二十六条 法律法规另有规定
# description: |
#   Interpreted: a law or regulation that provides for the opening takes the place of this review.
# custom:
#   article: art_26
reasons contains effect.permit("higher_rule_excepts", "dazhou/art_26", []) if {
	_opening
	_other_law
}

# METADATA
# title: 第二十四条 开放数据的质量
# description: Complete, accurate, original, timely and machine-readable; easy to find and to use.
# custom:
#   article: art_24
obligations contains effect.obligation("open_data_quality", "dazhou/art_24", "municipal_department") if _opening

# METADATA
# title: 第二十六条 控制知悉范围
# description: Listed sensitive data that are opened all the same reach few people.
# custom:
#   article: art_26
obligations contains effect.obligation("limit_knowledge", "dazhou/art_26", "provider") if {
	_opening
	some content in object.get(input.resource.properties, "sensitivity", [])
	content in _listed
}

package luling.dazhou

import data.luling.effect
import data.luling.facts

# Data are obtained for a use, so both acts are measured by it.
_using if input.action.name in {"obtain", "use"}

# METADATA
# title: 第二十一条第一款 根据履行职责需要使用
# description: |
#   Interpreted: the class is judged when the data are obtained, their use by its purpose alone.
# custom:
#   article: art_21__para_1
reasons contains effect.permit("own_duties", "dazhou/art_21__para_1", []) if input.action.name == "use"

# METADATA
# title: 第二十一条第二款 只用于本单位履行职责
# description: Data from the platform serve the duties of the unit and nothing else, openly or in disguise.
# custom:
#   article: art_21__para_2
reasons contains effect.deny("outside_duties", "dazhou/art_21__para_2", missing) if {
	_using
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第二十一条第二款 按照明确的使用用途
# description: Within the duties, only the use that was stated.
# custom:
#   article: art_21__para_2
reasons contains effect.deny("other_use", "dazhou/art_21__para_2", missing) if {
	_using
	missing := facts.may_be(facts.purpose("matches_stated_use"), false)
}

# METADATA
# title: 第二十一条第二款 不得提供给第三方
# description: |
#   Neither directly nor in altered form. A contractor under its confidentiality agreement is no third party (art. 5).
# custom:
#   article: art_21__para_2
reasons contains effect.deny("third_party", "dazhou/art_21__para_2", missing) if {
	input.action.name == "transfer"
	missing := facts.may_not_be(_recipient, "contractor")
}

# METADATA
# title: 第二十一条第二款 公开发布视为提供给第三方
# description: |
#   Interpreted: the measure has no rule of its own on publication by the consumer.
# custom:
#   article: art_21__para_2
reasons contains effect.deny("third_party", "dazhou/art_21__para_2", []) if input.action.name == "publish"

# METADATA
# title: 第二十一条第一款 使用全过程管理
# description: The consumer manages the use from beginning to end.
# custom:
#   article: art_21__para_1
obligations contains effect.obligation("manage_whole_use", "dazhou/art_21__para_1", "consumer") if _using

# METADATA
# title: 第二十一条第二款 使用的限制
# description: The stated use, for the duties of the unit.
# custom:
#   article: art_21__para_2
obligations contains effect.obligation("stated_use_only", "dazhou/art_21__para_2", "consumer") if _using

# METADATA
# title: 第二十一条第二款 不提供给第三方
# description: Said to every consumer together with the data.
# custom:
#   article: art_21__para_2
obligations contains effect.obligation("no_third_party", "dazhou/art_21__para_2", "consumer") if _using

package luling.sanya_2007

import data.luling.effect
import data.luling.facts

_using if input.action.name in {"obtain", "use"}

_passing_on if input.action.name in {"transfer", "publish"}

# METADATA
# title: 第二十一条 用于履行职责
# description: What serves the duties of the organ itself is what sharing is for.
# custom:
#   article: art_21
reasons contains effect.permit("own_duties", "sanya_2007/art_21", missing) if {
	input.action.name == "use"
	missing := facts.may_be(facts.purpose("within_duties"), true)
}

# METADATA
# title: 第二十一条 只能用于履行职责
# description: |
#   Everything shared under the catalogue counts as obtained from the information centre, since article 16 makes its
#   databases the carriers of sharing.
# custom:
#   article: art_21
reasons contains effect.deny("outside_duties", "sanya_2007/art_21", missing) if {
	_using
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第二十一条 不得用于商业目的
# description: Stands beside the limit to own duties, so it holds even for an organ that calls the use a duty.
# custom:
#   article: art_21
reasons contains effect.deny("commercial_use", "sanya_2007/art_21", missing) if {
	_using
	missing := facts.may_be(facts.purpose("commercial"), true)
}

# METADATA
# title: 第二十一条 不得转给第三方
# description: |
#   No exception. The measure has no article on publication, so publishing by a consumer is supply to third parties.
# custom:
#   article: art_21
reasons contains effect.deny("third_party", "sanya_2007/art_21", []) if _passing_on

# METADATA
# title: 第二十条 对信息有疑义的通知
# description: Doubts about the data of another unit go to the department, in writing and promptly.
# custom:
#   article: art_20
obligations contains effect.obligation("report_doubts", "sanya_2007/art_20", "consumer") if _using

# METADATA
# title: 第二十一条 只用于履行职责
# description: The limit to own duties stays with the data after they are obtained.
# custom:
#   article: art_21
obligations contains effect.obligation("own_duties_only", "sanya_2007/art_21", "consumer") if _using

# METADATA
# title: 第二十一条 不转给第三方
# description: The prohibition of passing on, as a duty that goes with the data.
# custom:
#   article: art_21
obligations contains effect.obligation("no_third_party", "sanya_2007/art_21", "consumer") if _using

# METADATA
# title: 第二十一条 不用于商业目的
# description: The prohibition of commercial use, as a duty that goes with the data.
# custom:
#   article: art_21
obligations contains effect.obligation("no_commercial_use", "sanya_2007/art_21", "consumer") if _using

package luling.xiangyang_2012

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第七条 在职责范围内采集
# description: The duty to collect reaches as far as the unit's own remit, and so does the leave to do it.
# custom:
#   article: art_7
reasons contains effect.permit("collection_within_duties", "xiangyang_2012/art_7", missing) if {
	input.action.name == "collect"
	missing := facts.may_be(facts.purpose("within_duties"), true)
}

# METADATA
# title: 第七条 超出职责范围采集
# custom:
#   article: art_7
# description: Collecting what other units answer for is no performance of the own remit.
reasons contains effect.deny("collection_beyond_remit", "xiangyang_2012/art_7", missing) if {
	input.action.name == "collect"
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第七条 维护所采集的数据
# description: Whoever collects also arranges, maintains and updates.
# custom:
#   article: art_7
obligations contains effect.obligation("maintain_collected_data", "xiangyang_2012/art_7", "provider") if {
	input.action.name == "collect"
}

# METADATA
# title: 第七条 合法使用
# description: Goes with the obtaining and the use of shared data; which use is unlawful is said in articles 16 and 17.
# custom:
#   article: art_7
obligations contains effect.obligation("use_lawfully", "xiangyang_2012/art_7", "consumer") if {
	input.action.name in {"obtain", "use"}
}

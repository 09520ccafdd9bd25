package luling.sanya_2007

import data.luling.effect

# METADATA
# title: 第九条 鼓励以共享方式获取
# description: An encouragement. Whoever collects again breaks no prohibition of this article.
# custom:
#   article: art_9
reasons contains effect.permit("collection_not_barred", "sanya_2007/art_9", []) if input.action.name == "collect"

# METADATA
# title: 第六条 采集符合目录体系
# description: The mark of the article is the catalogue check; for a collection it is said as an obligation.
# custom:
#   article: art_6
obligations contains effect.obligation("collect_per_catalogue", "sanya_2007/art_6", "provider") if {
	input.action.name == "collect"
}

# METADATA
# title: 第九条 避免重复采集
# description: Advice to whoever collects, idle only where it is known that the exchange does not have the data.
# custom:
#   article: art_9
obligations contains effect.obligation("prefer_sharing", "sanya_2007/art_9", "consumer") if {
	input.action.name == "collect"
	object.get(input.context, "available_on_platform", true)
}

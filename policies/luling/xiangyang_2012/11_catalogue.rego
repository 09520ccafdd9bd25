package luling.xiangyang_2012

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十一条 实时更新
# description: |
#   Data that have changed and have not been updated since are not up to date. An update on a later day was not one in
#   real time; it has been made good and is pointed out only.
# custom:
#   article: art_11
problems contains effect.violation("data_outdated", "xiangyang_2012/art_11", "data_updated") if {
	entry.resource
	entry.outstanding("data_changed")
}

# METADATA
# title: 第十一条 隔日更新
# description: The data were updated, but not on the day of their change.
# custom:
#   article: art_11
problems contains effect.warning("data_updated_later", "xiangyang_2012/art_11", "data_updated") if {
	entry.resource
	entry.done_later("data_changed")
}

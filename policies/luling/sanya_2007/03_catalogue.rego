package luling.sanya_2007

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第三条 数据库层级
# description: |
#   The measure defines four kinds of database. An entry need not name one, but cannot name another.
# custom:
#   article: art_3
problems contains effect.violation("tier_unknown", "sanya_2007/art_3", "tier") if {
	entry.resource
	entry.stated_outside("tier", {"base", "platform", "professional", "node"})
}

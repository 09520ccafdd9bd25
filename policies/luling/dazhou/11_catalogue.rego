package luling.dazhou

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十一条第一款 资源属性
# description: Basic, thematic and departmental; an entry cannot name another tier.
# custom:
#   article: art_11__para_1
problems contains effect.violation("tier_unknown", "dazhou/art_11__para_1", "tier") if {
	entry.resource
	entry.stated_outside("tier", {"basic", "thematic", "departmental"})
}

# METADATA
# title: 第十二条第一款 条目应当标明的内容
# description: What the common catalogue contains for every entry.
# custom:
#   article: art_12__para_1
problems contains effect.violation("field_missing", "dazhou/art_12__para_1", field) if {
	entry.resource
	some field in entry.lacking({
		"classification",
		"format",
		"sharing_class",
		"openness",
		"update_cycle",
	})
}

# METADATA
# title: 第十三条 目录更新期限
# description: |
#   The source has lost the words that say what starts the time. The change of what the entry describes is its likely
#   start; since it is not certain, an update after the time is pointed out and not held to be a violation.
# custom:
#   article: art_13
problems contains effect.warning("catalogue_update_overdue", "dazhou/art_13", "entry_updated") if {
	entry.resource
	entry.late("dazhou", "catalogue_update", "entry_changed")
}

# METADATA
# title: 第十三条 目录更新期限待定
# description: Without the notice on the holidays of a year the working days cannot be counted.
# custom:
#   article: art_13
problems contains effect.warning("update_undetermined", "dazhou/art_13", "entry_updated") if {
	entry.resource
	entry.undetermined("dazhou", "catalogue_update", "entry_changed")
}

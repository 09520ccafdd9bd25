package luling.liaoning_2019

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第八条第二款 条目应当标明的内容
# description: The contents that the guide for catalogues settles, for every entry.
# custom:
#   article: art_8__para_2
problems contains effect.violation("field_missing", "liaoning_2019/art_8__para_2", field) if {
	entry.resource
	some field in entry.lacking({
		"classification",
		"responsible_party",
		"format",
		"attributes",
		"update_deadline",
		"sharing_class",
		"provision_mode",
		"use_requirements",
	})
}

# METADATA
# title: 第八条第二款 共享类型
# description: The sharing type of an entry is one of the three that articles 12 and 17 know.
# custom:
#   article: art_8__para_2
problems contains effect.violation("class_unknown", "liaoning_2019/art_8__para_2", "sharing_class") if {
	entry.resource
	entry.stated_outside("sharing_class", {"unconditional", "conditional", "excluded"})
}

# METADATA
# title: 第九条第二款 目录更新期限
# description: Counted from the change of a law or regulation, or of the department's functions.
# custom:
#   article: art_9__para_2
problems contains effect.violation("catalogue_update_late", "liaoning_2019/art_9__para_2", "entry_updated") if {
	entry.resource
	entry.late("liaoning_2019", "catalogue_update", "basis_changed")
}

# METADATA
# title: 第九条第二款 目录更新期限待定
# description: Without the notice on the holidays of a year the working days cannot be counted.
# custom:
#   article: art_9__para_2
problems contains effect.warning("update_undetermined", "liaoning_2019/art_9__para_2", "entry_updated") if {
	entry.resource
	entry.undetermined("liaoning_2019", "catalogue_update", "basis_changed")
}

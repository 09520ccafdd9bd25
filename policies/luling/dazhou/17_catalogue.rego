package luling.dazhou

import data.luling.effect
import data.luling.entry

# METADATA
# title: 第十七条第一款 共享类型
# description: The measure knows three classes.
# custom:
#   article: art_17__para_1
problems contains effect.violation("class_unknown", "dazhou/art_17__para_1", "sharing_class") if {
	entry.resource
	entry.stated_outside("sharing_class", {"unconditional", "conditional", "excluded"})
}

# METADATA
# title: 第十八条第二款 共享条件
# description: The provider sets the conditions of conditional data in the catalogue.
# custom:
#   article: art_18__para_2
problems contains effect.violation("conditions_not_set", "dazhou/art_18__para_2", field) if {
	entry.resource
	input.entry.sharing_class == "conditional"
	some field in entry.lacking({"sharing_conditions"})
}

# METADATA
# title: 第十八条第三款 不予共享的理由
# description: The provider states its reasons with the entry; a cited basis is such a reason.
# custom:
#   article: art_18__para_3
problems contains effect.violation("reasons_missing", "dazhou/art_18__para_3", "exclusion_reasons") if {
	entry.resource
	input.entry.sharing_class == "excluded"
	not entry.stated("exclusion_reasons")
	not entry.stated("legal_basis")
}

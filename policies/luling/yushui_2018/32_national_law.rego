package luling.yushui_2018

import data.luling.conduct

# METADATA
# title: 第三十二条 涉及秘密、隐私
# description: |
#   Unlawful provision or use of such data; beside article 31.
# custom:
#   article: art_32
items contains conduct.falls_under(code, "yushui_2018/art_32", missing) if {
	missing := conduct.may_bear_secret
	some code in input.conduct
	code in {"misuse", "leak", "widened_scope", "third_party_transfer", "commercial_use", "unauthorised_publication"}
}

# METADATA
# title: 第三十二条 违反法律、法规、规章的其他行为
# description: |
#   A breach of this measure alone is none of law, regulation or rule: what article 31 does
#   not name has no measure.
# custom:
#   article: art_32
items contains conduct.falls_under(code, "yushui_2018/art_32", []) if {
	some code in input.conduct
	code == "other_breach"
}

# METADATA
# title: 第三十二条 按国家有关规定处理
# custom:
#   article: art_32
measures contains conduct.follows(
	"under_national_law",
	null,
	conduct.addressee,
	"yushui_2018/art_32",
	condition,
) if {
	condition := conduct.at_once
}

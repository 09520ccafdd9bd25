package luling.xiangyang_2012

import data.luling.conduct

# METADATA
# title: 第三十条 涉及秘密、隐私
# description: |
#   Beside article 29, which meets the unit. Interpreted: widening the scope of use is not named here.
# custom:
#   article: art_30
items contains conduct.falls_under(code, "xiangyang_2012/art_30", missing) if {
	missing := conduct.may_bear_secret
	some code in input.conduct
	code in {"misuse", "leak", "third_party_transfer", "commercial_use", "unauthorised_publication"}
}

# METADATA
# title: 第三十条 按保密规定处分
# description: |
#   By the rules on secrecy, which say who does it.
# custom:
#   article: art_30
measures contains conduct.follows(
	"discipline",
	null,
	["persons"],
	"xiangyang_2012/art_30",
	condition,
) if {
	condition := conduct.at_once
}

# METADATA
# title: 第三十条 构成犯罪的追究刑事责任
# custom:
#   article: art_30
measures contains conduct.follows(
	"criminal_referral",
	null,
	["persons"],
	"xiangyang_2012/art_30",
	condition,
) if {
	condition := conduct.crime
}

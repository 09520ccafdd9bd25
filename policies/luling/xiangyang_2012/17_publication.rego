package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect

# The article on publication is the special one: with the provider's consent publishing is lawful, although the public
# does not use the data for the organ's duties (article 16).

# METADATA
# title: 第十七条 提供单位已同意发布
# description: Consent to this unit for these data.
# custom:
#   article: art_17
reasons contains effect.permit("consented_by_provider", "xiangyang_2012/art_17", []) if {
	input.action.name == "publish"
	competence.approved("xiangyang_2012", "publication", "*")
}

# METADATA
# title: 第十七条 尚未取得提供单位同意
# description: Publication waits for the consent of the unit that provided the data.
# custom:
#   article: art_17
reasons contains effect.refer("approval_missing", "xiangyang_2012/art_17", [], [step]) if {
	input.action.name == "publish"
	not competence.approved("xiangyang_2012", "publication", "*")
	not _consent_refused
	step := effect.step("obtain_consent", "provider", "xiangyang_2012/art_17")
}

# METADATA
# title: 第十七条 提供单位不同意发布
# description: Nobody can replace the provider's consent.
# custom:
#   article: art_17
reasons contains effect.deny("consent_refused", "xiangyang_2012/art_17", []) if {
	input.action.name == "publish"
	_consent_refused
}

# METADATA
# title: 第十七条 发布前须经同意的义务
# description: Goes with the obtaining and the use of shared data.
# custom:
#   article: art_17
obligations contains effect.obligation("consent_before_publication", "xiangyang_2012/art_17", "consumer") if {
	input.action.name in {"obtain", "use"}
}

_consent_refused if {
	competence.refused_by("xiangyang_2012", "publication", "*", "provider")
	not competence.approved("xiangyang_2012", "publication", "*")
}

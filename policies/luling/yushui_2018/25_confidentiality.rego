package luling.yushui_2018

import data.luling.competence
import data.luling.effect
import data.luling.facts

# METADATA
# title: 第二十五条 保密协议
# description: |
#   Whoever shares information on trade secrets or privacy signs a confidentiality agreement with its provider. State
#   secrets, which the article names too, follow the secrecy regime (article 15).
# custom:
#   article: art_25
reasons contains effect.refer("confidentiality_agreement_missing", "yushui_2018/art_25", missing, [step]) if {
	input.action.name == "obtain"
	not competence.agreed("yushui_2018", "confidentiality")
	missing := facts.may_involve({"trade_secret", "personal_privacy"})
	step := effect.step("sign_agreement", "provider", "yushui_2018/art_25")
}

# METADATA
# title: 第二十五条 明确共享范围
# description: The provider defines the scope in which such information is shared.
# custom:
#   article: art_25
obligations contains effect.obligation("define_sharing_scope", "yushui_2018/art_25", "provider") if {
	input.action.name in {"obtain", "classify"}
	count({item | some item in input.resource.properties.sensitivity} & {"trade_secret", "personal_privacy"}) > 0
}

package luling.sanya_2007

import data.luling.competence
import data.luling.effect
import data.luling.facts

# Item 5 protects national security, the secrets of enterprises and privacy; article 26 does not name the first.
_needing_secrecy := {"state_secret", "trade_secret", "personal_privacy", "national_security"}

_unfiled contains authority if {
	some authority in {"secrecy_bureau", "informatization_department"}
	filed := {agreement |
		some agreement in competence.agreements("sanya_2007", "confidentiality")
		authority in object.get(agreement, "filed_with", [])
	}
	count(filed) == 0
}

# METADATA
# title: 第四条第五项 签订共享安全保密协议
# description: Between the requesting and the responding organ, wherever secrecy is required.
# custom:
#   article: art_4__item_5
reasons contains effect.refer("confidentiality_agreement_missing", "sanya_2007/art_4__item_5", missing, [step]) if {
	_using
	not _agreed
	missing := facts.may_involve(_needing_secrecy)
	step := effect.step("sign_agreement", "provider", "sanya_2007/art_26")
}

# METADATA
# title: 第四条第五项 保密协议备案
# description: Filed with both authorities; one step for each that does not have it.
# custom:
#   article: art_4__item_5
reasons contains effect.refer("agreement_not_filed", "sanya_2007/art_4__item_5", missing, steps) if {
	_using
	_agreed
	count(_unfiled) > 0
	missing := facts.may_involve(_needing_secrecy)
	steps := [step |
		some authority in _unfiled
		step := effect.step("file_agreement", authority, "sanya_2007/art_4__item_5")
	]
}

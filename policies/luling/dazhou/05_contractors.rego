package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.facts

_contracting if input.action.name == "contract"

# METADATA
# title: 第五条第三款 承担技术服务的单位
# description: Only a contractor collects, develops or applies public data on behalf of an authorising unit.
# custom:
#   article: art_5__para_3
reasons contains effect.outside("kind_not_covered", "dazhou/art_5__para_3", missing) if {
	_contracting
	missing := facts.may_not_be(facts.kind, "contractor")
}

# METADATA
# title: 第五条第三款 安全保密协议
# description: A confidentiality agreement with the authorising unit comes first.
# custom:
#   article: art_5__para_3
reasons contains effect.refer("confidentiality_agreement_missing", "dazhou/art_5__para_3", [], [step]) if {
	_contracting
	not competence.agreed("dazhou", "confidentiality")
	step := effect.step("sign_agreement", "authorising_unit", "dazhou/art_5__para_3")
}

# METADATA
# title: 第五条第三款 应急预案
# description: The contractor has an emergency plan for data security.
# custom:
#   article: art_5__para_3
reasons contains effect.refer("emergency_plan_missing", "dazhou/art_5__para_3", missing, [step]) if {
	_contracting
	missing := facts.may_be(facts.circumstance("emergency_plan"), false)
	step := effect.step("make_emergency_plan", "contractor", "dazhou/art_5__para_3")
}

# METADATA
# title: 第五条第三款 已签协议
# description: With the agreement signed the services may be performed.
# custom:
#   article: art_5__para_3
reasons contains effect.permit("contract_secured", "dazhou/art_5__para_3", []) if {
	_contracting
	competence.agreed("dazhou", "confidentiality")
}

# METADATA
# title: 第五条第三款 向技术服务单位提供
# description: |
#   Interpreted: a contractor works with the data of the unit that authorised it, so supplying it under their
#   confidentiality agreement is not supply to a third party in the sense of article 21.
# custom:
#   article: art_5__para_3
reasons contains effect.permit("contractor_under_agreement", "dazhou/art_5__para_3", missing) if {
	input.action.name == "transfer"
	missing := facts.may_be(_recipient, "contractor")
	competence.agreed("dazhou", "confidentiality")
}

# METADATA
# title: 第五条第三款 向技术服务单位提供, 尚未签协议
# description: The exception waits for its agreement, so the supply is referred, not denied.
# custom:
#   article: art_5__para_3
reasons contains effect.refer("confidentiality_agreement_missing", "dazhou/art_5__para_3", missing, [step]) if {
	input.action.name == "transfer"
	missing := facts.may_be(_recipient, "contractor")
	not competence.agreed("dazhou", "confidentiality")
	step := effect.step("sign_agreement", "authorising_unit", "dazhou/art_5__para_3")
}

# METADATA
# title: 第五条第二款 安全管理制度
# description: Departments that share or open data keep security rules and a system of protection.
# custom:
#   article: art_5__para_2
obligations contains effect.obligation("security_system", "dazhou/art_5__para_2", "municipal_department") if {
	input.action.name in {"allocate", "collect", "commission", "open"}
}

# METADATA
# title: 第五条第三款 重大安全事故
# description: On a major incident the plan is started, harm remedied, affected users told and the authorities informed.
# custom:
#   article: art_5__para_3
obligations contains effect.obligation("respond_to_incidents", "dazhou/art_5__para_3", "contractor") if _contracting

default _recipient := {"path": "context.recipient.kind"}

_recipient := {"path": "context.recipient.kind", "value": value} if value := input.context.recipient.kind

package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十八条第二款 不得要求当事人自行更正
# description: |
#   Where a person objects to the content of data, the using department itself asks the provider for the check. Sending
#   the person to the provider is prohibited without exception.
# custom:
#   article: art_18__para_2
reasons contains effect.deny("person_redirected", "liaoning_2019/art_18__para_2", []) if {
	input.action.name == "redirect_person"
}

# METADATA
# title: 第十八条第三款 有合法有效证明的不得拒绝
# description: Whoever shows lawful and valid proof is served, whatever the shared data say.
# custom:
#   article: art_18__para_3
reasons contains effect.deny("proof_must_be_accepted", "liaoning_2019/art_18__para_3", missing) if {
	input.action.name == "refuse_service"
	missing := facts.may_be(facts.circumstance("proof_valid"), true)
}

# METADATA
# title: 第十八条第三款 没有合法有效证明
# description: Read from the limit of the prohibition, which protects holders of valid proof only.
# custom:
#   article: art_18__para_3
reasons contains effect.permit("no_valid_proof", "liaoning_2019/art_18__para_3", missing) if {
	input.action.name == "refuse_service"
	missing := facts.may_be(facts.circumstance("proof_valid"), false)
}

# METADATA
# title: 第十八条第二款 由使用部门提出校核请求
# description: |
#   A person whose case fails over inconsistent data objects to them, so the department that refuses asks the provider
#   for the check.
# custom:
#   article: art_18__para_2
obligations contains effect.obligation("request_check", "liaoning_2019/art_18__para_2", "consumer") if {
	input.action.name == "refuse_service"
}

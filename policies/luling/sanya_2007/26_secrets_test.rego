package luling.sanya_2007_test

import data.luling.builder_test as builder

_for_purposes := {"context/agreements": [object.union(
	_signed,
	{"filed_with": ["secrecy_bureau", "informatization_department"], "purposes": ["p1"]},
)]}

test_secrets_need_an_agreement_with_the_provider if {
	open := {kind |
		some kind in {"state_secret", "trade_secret", "personal_privacy"}
		answer := _answer("obtain", _obtaining, {"resource/properties/sensitivity": [kind]})
		not _says(answer, "refer", "confidentiality_agreement_missing", "art_26")
	}
	count(open) == 0
	_says(_answer("use", _using, _private), "refer", "confidentiality_agreement_missing", "art_26")
}

test_an_agreement_with_another_authority_does_not_count if {
	signed := {"context/agreements": [builder.agreement("confidentiality", "information_center")]}
	answer := _answer("obtain", _obtaining, object.union(_private, signed))
	_says(answer, "refer", "confidentiality_agreement_missing", "art_26")
	_says(answer, "refer", "incompetent_authority", "art_26")
}

test_a_signed_and_filed_agreement_opens_secrets_for_its_use if {
	stated := object.union(_filed, {"context/purpose/matches_stated_use": true})
	answer := _answer("obtain", _obtaining, object.union(_private, stated))
	answer.effect == "permit"
	_obliges(answer, "use_within_agreement", "consumer", "art_26")
}

test_use_against_the_agreement_is_denied if {
	stated := object.union(_filed, {"context/purpose/matches_stated_use": false})
	_says(_answer("use", _using, object.union(_private, stated)), "deny", "other_use", "art_26")
}

test_an_unknown_use_leaves_it_open if {
	answer := _answer("use", _using, object.union(_private, _filed))
	answer.effect == "indeterminate"
	answer.missing == ["context.purpose.matches_stated_use"]
}

test_listed_purposes_are_compared if {
	agreed := object.union(_private, _for_purposes)
	listed := object.union(agreed, {"context/purpose/stated_use": "p1"})
	_answer("use", _using, listed).effect == "permit"
	unlisted := object.union(agreed, {"context/purpose/stated_use": "p2"})
	_says(_answer("use", _using, unlisted), "deny", "other_use", "art_26")
	_answer("use", _using, agreed).missing == ["context.purpose.stated_use"]
}

test_an_unknown_sensitivity_leaves_it_open if {
	answer := _answer_without("use", _using, ["resource/properties/sensitivity"])
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.sensitivity"]
}

test_secrets_are_not_passed_on_without_permission if {
	answer := _answer("transfer", _organ, _private)
	_says(answer, "deny", "secret_without_permission", "art_26")
}

test_permission_to_pass_on_has_no_effect_beside_article_21 if {
	permitted := {"context/approvals": [builder.approval("recipient", "provider")]}
	answer := _answer("transfer", _organ, object.union(_private, permitted))
	_says(answer, "deny", "third_party", "art_21")
	_says(answer, "deny", "permission_inoperative", "art_26")
	not _says(answer, "deny", "secret_without_permission", "art_26")
}

test_the_provider_of_secrets_defines_their_scope if {
	answer := _answer("classify", _organ, object.union(_of_class("unconditional"), _private))
	_obliges(answer, "define_sharing_scope", "provider", "art_26")
}

package luling.yushui_2018_test

import data.luling.builder_test as builder

_private := {"resource/properties/sensitivity": ["personal_privacy"]}

test_privacy_needs_an_agreement_with_the_provider if {
	answer := _answer("obtain", _private)
	answer.effect == "refer"
	answer.next_steps == [{"code": "sign_agreement", "to": "provider", "article": "yushui_2018/art_25"}]
	"define_sharing_scope" in {obligation.code | some obligation in answer.obligations}
}

test_with_the_agreement_it_is_obtained if {
	agreements := [
		builder.agreement("security_commitment", "information_center"),
		builder.agreement("confidentiality", "provider"),
	]
	_answer("obtain", object.union(_private, {"context/agreements": agreements})).effect == "permit"
}

test_sensitivity_must_be_known if {
	answer := _without("obtain", {}, ["resource/properties/sensitivity"])
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.sensitivity"]
}

test_other_sensitivities_need_no_agreement if {
	_answer("obtain", {"resource/properties/sensitivity": ["public_interest"]}).effect == "permit"
}

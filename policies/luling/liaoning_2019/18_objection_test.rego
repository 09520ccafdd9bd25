package luling.liaoning_2019_test

test_a_person_is_not_sent_to_the_provider if {
	answer := _answer("redirect_person", {"resource/type": "service_matter"})
	answer.effect == "deny"
	_says(answer, "deny", "person_redirected", "art_18__para_2")
}

test_valid_proof_must_be_accepted if {
	answer := _answer("refuse_service", {"context/proof_valid": true})
	answer.effect == "deny"
	_says(answer, "deny", "proof_must_be_accepted", "art_18__para_3")
}

test_without_valid_proof_the_service_may_be_refused if {
	answer := _answer("refuse_service", {"context/proof_valid": false})
	answer.effect == "permit"
	_says(answer, "permit", "no_valid_proof", "art_18__para_3")
	answer.obligations == [{"code": "request_check", "article": "liaoning_2019/art_18__para_2", "bearer": "consumer"}]
}

test_whether_the_proof_is_valid_must_be_known if {
	answer := _answer("refuse_service", {})
	answer.effect == "indeterminate"
	answer.missing == ["context.proof_valid"]
}

package luling.xiangyang_2012_test

import data.luling.builder_test as builder

_consent := builder.approval("publication", "provider")

test_publication_waits_for_the_provider if {
	answer := _answer("publish", {})
	answer.effect == "refer"
	_says(answer, "refer", "approval_missing", "art_17")
	answer.next_steps == [_step("obtain_consent", "provider", "art_17")]
}

test_consented_publication_is_permitted if {
	answer := _answer("publish", _approvals([_consent]))
	answer.effect == "permit"
	_says(answer, "permit", "consented_by_provider", "art_17")
}

test_nobody_else_can_consent if {
	answer := _answer("publish", _approvals([builder.approval("publication", "data_center")]))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_17")
}

test_refused_publication_is_denied if {
	answer := _answer("publish", _approvals([_by("publication", "provider", "refused")]))
	answer.effect == "deny"
	_says(answer, "deny", "consent_refused", "art_17")
}

test_use_comes_with_the_ban_on_publication if {
	_owes(_answer("use", _in_duties), "consent_before_publication", "art_17", "consumer")
}

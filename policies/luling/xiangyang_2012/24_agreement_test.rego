package luling.xiangyang_2012_test

import data.luling.builder_test as builder

_signed := {"context/agreements": [builder.agreement("use_and_protection", "data_center")]}

# All that data of any class ask for: the channel, the purpose and the agreement.
_ready := object.union_n([_in_duties, _signed, {"action/properties/channel": "platform"}])

_unsigned(agreements) := object.union_n([_ready, _class("unconditional"), {"context/agreements": agreements}])

test_agreement_comes_before_any_data if {
	answer := _answer("obtain", _unsigned([]))
	answer.effect == "refer"
	_says(answer, "refer", "agreement_missing", "art_24")
	answer.next_steps == [_step("sign_agreement", "data_center", "art_24")]
}

test_agreement_with_the_provider_does_not_count if {
	answer := _answer("obtain", _unsigned([builder.agreement("use_and_protection", "provider")]))
	answer.effect == "refer"
	_says(answer, "notice", "incompetent_authority", "art_24")
}

test_other_agreement_does_not_count if {
	_answer("obtain", _unsigned([builder.agreement("confidentiality", "data_center")])).effect == "refer"
}

test_expired_agreement_does_not_count if {
	expired := object.union(
		builder.agreement("use_and_protection", "data_center"),
		{"expires": "2026-11-22T16:00:00.000000Z"},
	)
	_answer("obtain", _unsigned([expired])).effect == "refer"
}

test_agreement_on_other_data_does_not_count if {
	other := object.union(builder.agreement("use_and_protection", "data_center"), {"resource": "data-2"})
	_answer("obtain", _unsigned([other])).effect == "refer"
}

test_agreement_binds_the_use if {
	_owes(_answer("use", _in_duties), "use_as_agreed", "art_24", "consumer")
}

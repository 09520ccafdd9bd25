package luling.xiangyang_2012_test

test_collecting_within_duties_is_permitted if {
	answer := _answer("collect", _in_duties)
	answer.effect == "permit"
	_says(answer, "permit", "collection_within_duties", "art_7")
	_owes(answer, "maintain_collected_data", "art_7", "provider")
}

test_collecting_outside_duties_is_denied if {
	answer := _answer("collect", {"context/purpose/within_duties": false})
	answer.effect == "deny"
	_says(answer, "deny", "collection_beyond_remit", "art_7")
}

test_use_must_be_lawful if {
	_owes(_answer("use", _in_duties), "use_lawfully", "art_7", "consumer")
}

package luling.dazhou_test

import data.luling.builder_test as builder

_stated := {"context/purpose/within_duties": true, "context/purpose/matches_stated_use": true}

test_data_are_used_for_own_duties if {
	_reasons("use", _stated) == {["permit", "own_duties", "art_21__para_1"]}
	_obligations("use", _stated) == {"manage_whole_use", "stated_use_only", "no_third_party"}
}

test_use_outside_own_duties_is_denied if {
	facts := object.union(_stated, {"context/purpose/within_duties": false})
	_reasons("use", facts) == {["deny", "outside_duties", "art_21__para_2"]}
}

test_another_use_than_the_stated_one_is_denied if {
	facts := object.union(_stated, {"context/purpose/matches_stated_use": false})
	_reasons("use", facts) == {["deny", "other_use", "art_21__para_2"]}
}

test_an_unknown_purpose_leaves_use_open if {
	_missing("use", {}) == {"context.purpose.within_duties", "context.purpose.matches_stated_use"}
}

test_a_third_party_is_not_supplied_even_with_an_agreement if {
	facts := {
		"context/recipient": {"kind": "enterprise", "altered_form": true},
		"context/agreements": [builder.agreement("confidentiality", "authorising_unit")],
	}
	_reasons("transfer", facts) == {["deny", "third_party", "art_21__para_2"]}
}

test_an_unknown_recipient_leaves_it_open if {
	_missing("transfer", {}) == {"context.recipient.kind"}
}

test_a_consumer_does_not_publish if {
	_reasons("publish", {}) == {["deny", "third_party", "art_21__para_2"]}
}

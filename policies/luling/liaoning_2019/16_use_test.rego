package luling.liaoning_2019_test

import data.luling.builder_test as builder
import data.luling.decision

_facts := {
	"subject/properties/kind": "administrative_organ",
	"resource/properties/sharing_class": "unconditional",
	"resource/properties/sensitivity": [],
}

test_outside_duties_is_denied if {
	request := builder.request(
		"liaoning_2019",
		"obtain",
		object.union(_facts, {"context/purpose/within_duties": false}),
	)
	answer := decision.answer with input as request
	answer.effect == "deny"
	answer.reasons == [{"kind": "deny", "code": "outside_duties", "article": "liaoning_2019/art_16"}]
}

test_unknown_duties_leave_it_open if {
	answer := decision.answer with input as builder.request("liaoning_2019", "obtain", _facts)
	answer.effect == "indeterminate"
	answer.missing == ["context.purpose.within_duties"]
}

package luling.law_test

import data.luling.builder_test as builder
import data.luling.law

_earlier := "2020-01-01T00:00:00.000000Z"

_later := "2027-01-01T00:00:00.000000Z"

_law := {"made_up": {
	"area": ["420600"],
	"scope_article": "made_up/art_2",
	"effective": {"from": _earlier, "until": _later},
	"parameters": {
		"answer": {
			"unit": "working_day",
			"starts": "received",
			"bearer": "provider",
			"values": [
				{"from": _earlier, "until": builder.now, "value": 5},
				{"from": builder.now, "until": _later, "value": 3},
			],
		},
		"report": {
			"unit": "none",
			"starts": "discovered",
			"bearer": "consumer",
			"values": [{"from": _earlier, "until": _later, "value": "promptly"}],
		},
	},
}}

_at(instant) := builder.request("made_up", "obtain", {"context/time": instant})

_unnamed(given) := json.remove(builder.request("x", "obtain", given), ["/resource/properties/regulation"])

test_in_force_from_its_first_instant_to_before_its_last if {
	law.in_force("made_up") with data.law as _law with input as _at(_earlier)
	not law.in_force("made_up") with data.law as _law with input as _at("2019-12-31T23:59:59.999999Z")
	not law.in_force("made_up") with data.law as _law with input as _at(_later)
}

test_a_number_is_that_of_the_day_of_the_request if {
	law.parameter("made_up", "answer") == 5 with data.law as _law with input as _at(_earlier)
	law.parameter("made_up", "answer") == 3 with data.law as _law with input as _at(builder.now)
	not law.parameter("made_up", "answer") with data.law as _law with input as _at(_later)
}

test_a_deadline_has_a_number_or_a_term if {
	expected := {"days": 3, "unit": "working_day", "starts": "received", "bearer": "provider"}
	law.deadline("made_up", "answer") == expected with data.law as _law with input as _at(builder.now)
	termed := {"term": "promptly", "starts": "discovered", "bearer": "consumer"}
	law.deadline("made_up", "report") == termed with data.law as _law with input as _at(builder.now)
}

test_both_parties_in_the_area_are_not_outside if {
	request := _unnamed({
		"subject/properties/jurisdictions": ["420602", "420600", "420000"],
		"resource/properties/jurisdictions": ["420600", "420000"],
	})
	not law.may_lie_outside("made_up") with data.law as _law with input as request
}

test_one_party_elsewhere_is_outside_even_if_the_regulation_is_named if {
	elsewhere := {"resource/properties/jurisdictions": ["210000"]}
	named := builder.request("made_up", "obtain", elsewhere)
	law.may_lie_outside("made_up") == [] with data.law as _law with input as named
	law.may_lie_outside("made_up") == [] with data.law as _law with input as _unnamed(elsewhere)
}

test_unknown_places_matter_only_where_the_regulation_is_not_named if {
	not law.may_lie_outside("made_up") with data.law as _law with input as builder.request("made_up", "obtain", {})
	places := ["subject.properties.jurisdiction", "resource.properties.jurisdiction"]
	law.may_lie_outside("made_up") == places with data.law as _law with input as _unnamed({})
}

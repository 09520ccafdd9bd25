package luling.liaoning_2019_test

_at(instant) := _answer("use", {
	"context/time": instant,
	"resource/properties/sharing_class": "unconditional",
	"context/purpose/within_duties": true,
})

test_central_agencies_come_in_by_reference if {
	answer := _answer("transfer", {"subject/properties/kind": "central_agency"})
	answer.effect == "deny"
	_says(answer, "notice", "applied_by_reference", "art_27")
}

test_in_force_from_midnight_in_the_province if {
	_at("2019-12-31T16:00:00.000000Z").effect == "permit"
	answer := _at("2019-12-31T15:59:59.999999Z")
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "not_in_force", "art_28")
}

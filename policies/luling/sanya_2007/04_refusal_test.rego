package luling.sanya_2007_test

_uncatalogued := {"resource/properties/catalogued": false}

_reasoned := {"context/application/refusal_reasons": "x"}

test_catalogued_data_cannot_simply_be_refused if {
	answer := _answer("refuse", _refusing, {})
	_says(answer, "deny", "catalogued_must_be_shared", "art_4__item_3")
	_says(answer, "deny", "refusal_unreported", "art_4__item_6")
}

test_a_reported_refusal_waits_for_the_decision if {
	answer := _answer("refuse", _refusing, _reasoned)
	_says(answer, "refer", "decision_pending", "art_4__item_6")
	_points(answer, "await_decision", "informatization_department", "art_4__item_6")
}

test_a_refusal_of_uncatalogued_data_is_reported_first if {
	answer := _answer("refuse", _refusing, _uncatalogued)
	_says(answer, "refer", "refusal_unreported", "art_4__item_6")
	_points(answer, "report_refusal", "informatization_department", "art_4__item_6")
}

test_an_unknown_class_leaves_a_refusal_open if {
	answer := _answer_without("refuse", _refusing, ["resource/properties/sharing_class"])
	answer.effect == "indeterminate"
	"resource.properties.sharing_class" in answer.missing
}

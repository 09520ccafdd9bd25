package luling.sanya_2007_test

test_uncatalogued_data_are_first_catalogued if {
	answer := _answer("obtain", _obtaining, _uncatalogued)
	_says(answer, "refer", "not_catalogued", "art_13")
	_points(answer, "request_cataloguing", "informatization_department", "art_12")
}

test_a_reported_refusal_of_uncatalogued_data_stands if {
	answer := _answer("refuse", _refusing, object.union(_uncatalogued, _reasoned))
	_says(answer, "permit", "refusal_before_catalogue", "art_13")
}

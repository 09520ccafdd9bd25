package luling.xiangyang_2012_test

test_catalogued_data_must_be_connected_whatever_their_class if {
	every class in ["unconditional", "conditional", "special"] {
		answer := _answer("refuse", _class(class))
		answer.effect == "deny"
		_says(answer, "deny", "connection_refused", "art_10__para_1")
	}
}

test_unfiled_application_is_none if {
	answer := _answer("refuse", object.union(_class("conditional"), {"context/application": {"filed": false}}))
	_says(answer, "deny", "connection_refused", "art_10__para_1")
}

test_data_outside_the_catalogue_need_not_be_connected if {
	answer := _answer("refuse", object.union(_class("conditional"), {"resource/properties/catalogued": false}))
	answer.effect == "permit"
	_says(answer, "permit", "connection_not_owed", "art_10__para_1")
}

test_cataloguing_brings_the_duty_to_connect if {
	_owes(_answer("classify", _class("conditional")), "provide_access_interface", "art_10__para_1", "provider")
}

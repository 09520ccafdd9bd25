package luling.liaoning_2019_test

test_base_data_are_catalogued_by_their_lead_department if {
	_checked({"base_subject": "population", "compiled_by": "public_security"}) == set()
	_checked({"base_subject": "population"}) == {["violation", "field_missing", "compiled_by", "art_11__para_1"]}
	wrong := {"base_subject": "population", "compiled_by": "natural_resources"}
	_checked(wrong) == {["violation", "other_lead_department", "compiled_by", "art_11__para_1"]}
}

test_themes_are_catalogued_by_their_lead_department if {
	_checked({"tier": "thematic", "compiled_by": "thematic_lead"}) == set()
	_checked({"tier": "thematic"}) == {["violation", "field_missing", "compiled_by", "art_11__para_2"]}
	wrong := {"tier": "thematic", "compiled_by": "provider"}
	_checked(wrong) == {["violation", "other_lead_department", "compiled_by", "art_11__para_2"]}
}

package luling.yushui_2018_test

_from(kinds, fields) := {
	"context/collects_from": kinds,
	"context/collected_fields": array.concat(["region", "attributes"], fields),
}

_enterprise_fields := ["organisation_code", "full_name", "legal_representative_name", "legal_representative_id"]

test_complete_identifiers_are_lawful if {
	_answer("collect", _from(["enterprise"], _enterprise_fields)).effect == "permit"
	_answer("collect", _from(["person"], ["person_name", "passport_number"])).effect == "permit"
	_answer("collect", _from(["project", "power"], ["project_code", "power_code"])).effect == "permit"
}

test_each_enterprise_identifier_is_needed if {
	answers := {_answer("collect", _from(["enterprise"], fields)) |
		some field in _enterprise_fields
		fields := [other | some other in _enterprise_fields; other != field]
	}
	{why | some answer in answers; why := _why(answer)} == {{[
		"enterprise_identifiers_missing",
		"yushui_2018/art_12",
	]}}
}

test_a_person_needs_a_number if {
	answer := _answer("collect", _from(["person"], ["person_name"]))
	_why(answer) == {["person_identifiers_missing", "yushui_2018/art_12"]}
}

test_projects_and_powers_need_their_codes if {
	answer := _answer("collect", _from(["project", "power"], []))
	_why(answer) == {["project_code_missing", "yushui_2018/art_12"], ["power_code_missing", "yushui_2018/art_12"]}
}

test_region_and_attributes_are_always_stated if {
	answer := _answer("collect", {"context/collected_fields": ["region"]})
	_why(answer) == {["region_or_attributes_missing", "yushui_2018/art_12"]}
}

test_whom_it_collects_from_must_be_known if {
	answer := _without("collect", {}, ["context/collects_from"])
	answer.effect == "indeterminate"
	answer.missing == ["context.collects_from"]
}

test_whom_it_collects_from_does_not_matter_where_all_is_collected if {
	all_fields := array.concat(_enterprise_fields, ["person_name", "id_number", "project_code", "power_code"])
	_without("collect", _from([], all_fields), ["context/collects_from"]).effect == "permit"
}

test_the_fields_must_be_known if {
	answer := _without("collect", {}, ["context/collected_fields"])
	answer.effect == "indeterminate"
	answer.missing == ["context.collected_fields"]
}

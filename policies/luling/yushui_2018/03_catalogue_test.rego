package luling.yushui_2018_test

import data.luling.catalogue_test as check

_content := {
	"name": "信用信息",
	"format": true,
	"provision_mode": "table",
	"sharing_conditions": true,
	"provider": "发展改革委",
	"update_deadline": true,
	"sharing_class": "unconditional",
}

_checked(fields) := check.problems("yushui_2018", object.union(_content, fields))

test_a_complete_entry_has_no_problem if _checked({}) == set()

test_each_content_of_an_entry_is_needed if {
	fields := object.keys(_content) - {"sharing_class"}
	found := {field |
		some field in fields
		said := check.problems("yushui_2018", object.remove(_content, [field]))
		said == {["violation", "field_missing", field, "art_7"]}
	}
	found == fields
}

test_there_are_three_tiers if {
	_checked({"tier": "thematic"}) == {["violation", "tier_unknown", "tier", "art_3__para_1"]}
	_checked({"tier": "comprehensive"}) == set()
}

test_a_unit_has_its_leader_and_its_workflow if {
	check.problems("yushui_2018", {"type": "organization"}) == {
		["violation", "field_missing", "leader", "art_6"],
		["violation", "field_missing", "workflow", "art_6"],
	}
	check.problems("yushui_2018", {"type": "organization", "leader": true, "workflow": true}) == set()
}

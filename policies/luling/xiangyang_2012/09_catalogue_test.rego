package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

_content := {
	"sharing_class": "unconditional",
	"name": "人口基础信息",
	"format": true,
	"provision_mode": "interface",
	"sharing_conditions": true,
	"update_deadline": true,
	"use_scope": true,
}

test_a_complete_entry_has_no_problem if check.problems("xiangyang_2012", _content) == set()

test_each_content_of_an_entry_is_needed if {
	fields := object.keys(_content) - {"sharing_class"}
	found := {field |
		some field in fields
		said := check.problems("xiangyang_2012", object.remove(_content, [field]))
		said == {["violation", "field_missing", field, "art_9__para_1"]}
	}
	found == fields
}

test_a_change_of_attributes_is_reported if {
	days := check.elapsed("entry_changed", "entry_updated", 1)
	changed := object.union(_content, {"entry_changed": "2026-11-02"})
	check.dated("xiangyang_2012", changed, days) == {["warning", "change_unreported", "entry_updated", "art_9__para_2"]}
	reported := object.union(changed, {"entry_updated": "2026-11-03"})
	check.dated("xiangyang_2012", reported, days) == set()
}

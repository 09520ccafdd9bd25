package luling.liaoning_2019_test

import data.luling.catalogue_test as check

_content := {
	"classification": true,
	"responsible_party": true,
	"format": true,
	"attributes": true,
	"update_deadline": true,
	"sharing_class": "unconditional",
	"provision_mode": "table",
	"use_requirements": true,
}

_checked(fields) := check.problems("liaoning_2019", object.union(_content, fields))

test_a_complete_entry_has_no_problem if _checked({}) == set()

test_each_content_of_an_entry_is_needed if {
	fields := object.keys(_content)
	found := {field |
		some field in fields
		said := check.problems("liaoning_2019", object.remove(_content, [field]))
		said == {["violation", "field_missing", field, "art_8__para_2"]}
	}
	found == fields
}

test_an_entry_has_one_of_the_three_classes if {
	_checked({"sharing_class": "special"}) == {["violation", "class_unknown", "sharing_class", "art_8__para_2"]}
}

_revised(days) := check.dated("liaoning_2019", object.union(_content, {"basis_changed": "2026-11-02"}), days)

test_the_catalogue_is_updated_within_the_deadline if {
	_revised(check.elapsed("basis_changed", "entry_updated", 9)) == set()
	_revised(check.elapsed("basis_changed", "entry_updated", 10)) == {[
		"violation",
		"catalogue_update_late",
		"entry_updated",
		"art_9__para_2",
	]}
}

test_a_deadline_that_cannot_be_counted_is_pointed_out if {
	_revised(check.unknown("basis_changed", "entry_updated")) == {[
		"warning",
		"update_undetermined",
		"entry_updated",
		"art_9__para_2",
	]}
}

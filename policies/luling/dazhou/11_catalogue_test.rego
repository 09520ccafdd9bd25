package luling.dazhou_test

import data.luling.catalogue_test as check

_content := {
	"classification": true,
	"format": true,
	"sharing_class": "unconditional",
	"openness": "closed",
	"update_cycle": true,
	"provision_mode": "file",
}

_checked(fields) := check.problems("dazhou", object.union(_content, fields))

test_a_complete_entry_has_no_problem if _checked({}) == set()

test_each_content_of_an_entry_is_needed if {
	fields := object.keys(_content) - {"provision_mode"}
	found := {field |
		some field in fields
		said := check.problems("dazhou", object.remove(_content, [field]))
		said == {["violation", "field_missing", field, "art_12__para_1"]}
	}
	found == fields
}

test_there_are_three_tiers if {
	_checked({"tier": "node"}) == {["violation", "tier_unknown", "tier", "art_11__para_1"]}
	_checked({"tier": "thematic"}) == set()
}

_renewed(days) := check.dated("dazhou", object.union(_content, {"entry_changed": "2026-11-02"}), days)

test_the_catalogue_is_updated_within_the_deadline if {
	_renewed(check.elapsed("entry_changed", "entry_updated", 9)) == set()
	_renewed(check.elapsed("entry_changed", "entry_updated", 10)) == {[
		"warning",
		"catalogue_update_overdue",
		"entry_updated",
		"art_13",
	]}
	_renewed(check.unknown("entry_changed", "entry_updated")) == {[
		"warning",
		"update_undetermined",
		"entry_updated",
		"art_13",
	]}
}

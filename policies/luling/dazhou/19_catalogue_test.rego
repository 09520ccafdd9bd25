package luling.dazhou_test

import data.luling.catalogue_test as check

test_an_entry_states_its_way if {
	check.problems("dazhou", object.remove(_content, ["provision_mode"])) == {[
		"violation",
		"field_missing",
		"provision_mode",
		"art_19",
	]}
}

test_an_interface_is_described if {
	interface := {"provision_mode": "interface"}
	_checked(interface) == {["violation", "field_missing", "interface_description", "art_19"]}
	_checked(object.union(interface, {"interface_description": true})) == set()
}

test_each_of_three_properties_asks_for_an_interface if {
	properties := {"fast_changing", "time_critical", "cross_department"}
	needing := {property |
		some property in properties
		_checked({property: true}) == {["violation", "interface_required", "provision_mode", "art_19"]}
		_checked({property: false}) == set()
		_checked({property: true, "provision_mode": "interface", "interface_description": true}) == set()
	}
	needing == properties
}

_supplied(days) := check.dated("dazhou", object.union(_content, {"data_changed": "2026-11-02"}), days)

test_data_are_updated_within_the_deadline if {
	_supplied(check.elapsed("data_changed", "data_updated", 4)) == set()
	_supplied(check.elapsed("data_changed", "data_updated", 5)) == {[
		"violation",
		"data_update_late",
		"data_updated",
		"art_20",
	]}
	_supplied(check.unknown("data_changed", "data_updated")) == {[
		"warning",
		"update_undetermined",
		"data_updated",
		"art_20",
	]}
}

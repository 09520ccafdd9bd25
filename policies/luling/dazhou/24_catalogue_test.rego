package luling.dazhou_test

import data.luling.catalogue_test as check

test_opened_data_are_machine_readable if {
	opened := {"openness": "open", "machine_readable": false}
	_checked(opened) == {["violation", "not_machine_readable", "machine_readable", "art_24"]}
	_checked(object.union(opened, {"machine_readable": true})) == set()
	_checked({"machine_readable": false}) == set()
}

test_the_opening_catalogue_is_kept_up_to_date if {
	days := check.elapsed("entry_changed", "entry_updated", 1)
	entry := object.union(_content, {"openness": "conditional", "entry_changed": "2026-11-20"})
	outdated := {["warning", "opening_catalogue_outdated", "entry_updated", "art_25__para_2"]}
	check.dated("dazhou", entry, days) == outdated
	check.dated("dazhou", object.union(entry, {"entry_updated": "2026-11-20"}), days) == set()
}

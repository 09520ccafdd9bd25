package luling.liaoning_2019_test

import data.luling.catalogue_test as check

test_a_department_has_rules_backups_a_plan_and_drills if {
	check.problems("liaoning_2019", {"type": "organization"}) == {
		["violation", "field_missing", "security_rules", "art_22"],
		["violation", "field_missing", "last_backup", "art_22"],
		["violation", "field_missing", "emergency_plan", "art_24__para_1"],
		["violation", "field_missing", "last_drill", "art_24__para_1"],
	}
	check.problems("liaoning_2019", {
		"type": "organization",
		"security_rules": true,
		"last_backup": "2026-11-01",
		"emergency_plan": true,
		"last_drill": "2026-06-01",
	}) == set()
}

test_data_without_backup if {
	_checked({"backed_up": false}) == {["violation", "backup_missing", "backed_up", "art_22"]}
	_checked({"backed_up": true}) == set()
}

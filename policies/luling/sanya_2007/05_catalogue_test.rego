package luling.sanya_2007_test

import data.luling.catalogue_test as check

test_a_unit_has_its_leader_and_its_workflow if {
	check.problems("sanya_2007", {"type": "organization"}) == {
		["violation", "field_missing", "leader", "art_5"],
		["violation", "field_missing", "workflow", "art_5"],
	}
	check.problems("sanya_2007", {"type": "organization", "leader": true, "workflow": true}) == set()
}

package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

test_a_unit_has_procedures_and_a_named_person if {
	check.problems("xiangyang_2012", object.remove(_organisation, ["procedures", "responsible_person"])) == {
		["violation", "field_missing", "procedures", "art_26"],
		["violation", "field_missing", "responsible_person", "art_26"],
	}
}

package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

_updating(fields) := check.dated(
	"xiangyang_2012",
	object.union_n([_content, {"data_changed": "2026-11-02"}, fields]),
	check.elapsed("data_changed", "data_updated", 1),
)

test_changed_data_are_updated if {
	_updating({}) == {["violation", "data_outdated", "data_updated", "art_11"]}
}

test_an_update_on_a_later_day_is_pointed_out if {
	_updating({"data_updated": "2026-11-03"}) == {["warning", "data_updated_later", "data_updated", "art_11"]}
}

test_an_update_on_the_day_of_the_change_is_in_real_time if _updating({"data_updated": "2026-11-02"}) == set()

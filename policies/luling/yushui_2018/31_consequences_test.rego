package luling.yushui_2018_test

import data.luling.report_test as reports

test_each_conduct_falls_under_its_item_or_only_breaches_its_duty if {
	given := reports.answer("yushui_2018", {}, [])
	reports.by_article(given.findings) == {
		"yushui_2018/art_5__para_5": {"application_mishandled"},
		"yushui_2018/art_8": {"repeat_collection", "unlawful_collection"},
		"yushui_2018/art_13__para_2": {"catalogue_not_maintained"},
		"yushui_2018/art_19": {"incomplete_provision", "nonconforming_provision"},
		"yushui_2018/art_20": {"error_not_corrected", "uncorrected_inconsistency"},
		"yushui_2018/art_23": {"security_not_implemented"},
		"yushui_2018/art_30__item_1": {"merit_active_sharing"},
		"yushui_2018/art_30__item_2": {"merit_process"},
		"yushui_2018/art_30__item_3": {"merit_proposal"},
		"yushui_2018/art_30__item_4": {"merit_special"},
		"yushui_2018/art_31__item_1": {"late_provision", "refuse_to_provide", "untrue_data"},
		"yushui_2018/art_31__item_2": {"charge_for_sharing", "late_update"},
		"yushui_2018/art_31__item_3": {
			"commercial_use",
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
		"yushui_2018/art_32": {"other_breach"},
	}
}

test_an_order_and_criticism_in_serious_circumstances if {
	case_0 := reports.answer("yushui_2018", {}, [])
	item_2_0 := ["order_correction due", "criticism serious_circumstances"]
	reports.ladder(case_0, "charge_for_sharing") == {"yushui_2018/art_31__item_2": item_2_0}
	case_1 := reports.answer("yushui_2018", {"circumstances": "serious"}, [])
	item_2_1 := ["order_correction due", "criticism due"]
	reports.ladder(case_1, "charge_for_sharing") == {"yushui_2018/art_31__item_2": item_2_1}
	case_2 := reports.answer("yushui_2018", {"ordered": reports.lapsed}, [])
	item_2_2 := ["criticism serious_circumstances"]
	reports.ladder(case_2, "charge_for_sharing") == {"yushui_2018/art_31__item_2": item_2_2}
	case_3 := reports.answer("yushui_2018", {"corrected": true}, [])
	item_2_3 := ["criticism serious_circumstances"]
	reports.ladder(case_3, "charge_for_sharing") == {"yushui_2018/art_31__item_2": item_2_3}
}

test_a_breach_that_no_item_names_has_no_measure if {
	case_0 := reports.answer("yushui_2018", {}, [])
	art_8_0 := []
	reports.ladder(case_0, "repeat_collection") == {"yushui_2018/art_8": art_8_0}
}

test_whom_the_consequences_reach if {
	reports.reached("yushui_2018") == {"administrative_organ", "public_institution", "utility", "person"}
	outside := reports.answer("yushui_2018", {"actor": {"kind": "enterprise"}}, [])
	outside.notices == [{"code": "kind_not_covered", "article": "yushui_2018/art_2__para_1"}]
	outside.missing == []
}

test_nothing_follows_before_the_measure_is_in_force if {
	before := reports.answer("yushui_2018", {"time": "2018-01-08T15:59:59.999999Z"}, [])
	before == {
		"findings": [],
		"missing": [],
		"notices": [{"code": "not_in_force", "article": "yushui_2018/art_34"}],
	}
}

test_who_does_what_to_whom if {
	unit := reports.answer("yushui_2018", {"conduct": ["late_update"]}, [])
	[[measure.by, measure.against] | some measure in unit.findings[0].measures] == [
		["government_office", ["unit"]],
		["government_office", ["unit"]],
	]
	staff := reports.answer("yushui_2018", {"conduct": ["late_update"], "actor": {"kind": "person"}}, [])
	[measure.against | some measure in staff.findings[0].measures] == [["persons"], ["persons"]]
}

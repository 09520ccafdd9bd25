package luling.xiangyang_2012_test

import data.luling.report_test as reports

test_each_conduct_falls_under_its_item if {
	given := reports.answer("xiangyang_2012", {}, [])
	reports.by_article(given.findings) == {
		"xiangyang_2012/art_29__item_1": {"incomplete_provision", "integration_refused", "refuse_to_provide"},
		"xiangyang_2012/art_29__item_2": {"late_provision", "nonconforming_provision"},
		"xiangyang_2012/art_29__item_3": {
			"commercial_use",
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
		"xiangyang_2012/art_29__item_4": {"error_not_corrected"},
		"xiangyang_2012/art_29__item_5": {
			"application_mishandled",
			"catalogue_not_maintained",
			"infrastructure_unauthorised",
			"late_update",
			"other_breach",
			"security_not_implemented",
			"uncorrected_inconsistency",
			"untrue_data",
		},
	}
}

test_an_order_then_criticism_and_bad_consequences_on_their_own if {
	case_0 := reports.answer("xiangyang_2012", {}, [])
	item_1_0 := ["order_correction due", "criticism non_correction", "accountability adverse_consequence"]
	reports.ladder(case_0, "refuse_to_provide") == {"xiangyang_2012/art_29__item_1": item_1_0}
	case_1 := reports.answer("xiangyang_2012", {"ordered": reports.lapsed}, [])
	item_1_1 := ["criticism due", "accountability adverse_consequence"]
	reports.ladder(case_1, "refuse_to_provide") == {"xiangyang_2012/art_29__item_1": item_1_1}
	case_2 := reports.answer("xiangyang_2012", {"consequence": "adverse"}, [])
	item_1_2 := ["order_correction due", "criticism non_correction", "accountability due"]
	reports.ladder(case_2, "refuse_to_provide") == {"xiangyang_2012/art_29__item_1": item_1_2}
}

test_whom_the_consequences_reach if {
	reports.reached("xiangyang_2012") == {"administrative_organ", "public_institution", "utility"}
	outside := reports.answer("xiangyang_2012", {"actor": {"kind": "enterprise"}}, [])
	outside.notices == [{"code": "kind_not_covered", "article": "xiangyang_2012/art_3"}]
	outside.missing == []
}

test_nothing_follows_before_the_measure_is_in_force if {
	before := reports.answer("xiangyang_2012", {"time": "2012-04-30T15:59:59.999999Z"}, [])
	before == {
		"findings": [],
		"missing": [],
		"notices": [{"code": "not_in_force", "article": "xiangyang_2012/art_31"}],
	}
}

test_who_does_what_to_whom if {
	given := reports.answer("xiangyang_2012", {"conduct": ["late_provision"]}, [])
	[[measure.by, measure.against] | some measure in given.findings[0].measures] == [
		["municipal_government", ["unit"]],
		["municipal_government", ["unit"]],
		[null, ["unit"]],
	]
}

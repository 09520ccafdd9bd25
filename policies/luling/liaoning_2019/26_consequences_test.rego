package luling.liaoning_2019_test

import data.luling.report_test as reports

test_each_conduct_falls_under_its_item if {
	given := reports.answer("liaoning_2019", {}, [])
	reports.by_article(given.findings) == {
		"liaoning_2019/art_26__item_1": {"catalogue_not_maintained"},
		"liaoning_2019/art_26__item_2": {"late_provision", "refuse_to_provide"},
		"liaoning_2019/art_26__item_3": {"late_update", "nonconforming_provision"},
		"liaoning_2019/art_26__item_4": {"commercial_use", "misuse", "widened_scope"},
		"liaoning_2019/art_26__item_5": {"security_not_implemented"},
		"liaoning_2019/art_26__item_6": {"abuse_of_office"},
		"liaoning_2019/art_26__item_7": {
			"application_mishandled",
			"error_not_corrected",
			"incomplete_provision",
			"infrastructure_unauthorised",
			"inspection_order_refused",
			"integration_refused",
			"leak",
			"other_breach",
			"person_redirected",
			"repeat_collection",
			"repeat_demand",
			"service_refused",
			"third_party_transfer",
			"unauthorised_publication",
			"uncorrected_inconsistency",
			"unlawful_collection",
			"untrue_data",
		},
	}
}

test_an_order_then_criticism_and_discipline_on_its_own if {
	case_0 := reports.answer("liaoning_2019", {}, [])
	item_1_0 := ["order_correction due", "criticism non_correction", "discipline serious_circumstances"]
	reports.ladder(case_0, "catalogue_not_maintained") == {"liaoning_2019/art_26__item_1": item_1_0}
	case_1 := reports.answer("liaoning_2019", {"ordered": reports.lapsed, "circumstances": "serious"}, [])
	item_1_1 := ["criticism due", "discipline due"]
	reports.ladder(case_1, "catalogue_not_maintained") == {"liaoning_2019/art_26__item_1": item_1_1}
	case_2 := reports.answer("liaoning_2019", {"circumstances": "serious"}, [])
	item_1_2 := ["order_correction due", "criticism non_correction", "discipline due"]
	reports.ladder(case_2, "catalogue_not_maintained") == {"liaoning_2019/art_26__item_1": item_1_2}
}

test_whom_the_consequences_reach if {
	reports.reached("liaoning_2019") == {"administrative_organ", "person"}
	outside := reports.answer("liaoning_2019", {"actor": {"kind": "utility"}}, [])
	outside.notices == [{"code": "consequences_reach_departments", "article": "liaoning_2019/art_26"}]
	outside.missing == []
}

test_secret_data_are_outside if {
	secret := reports.answer("liaoning_2019", {"sensitivity": ["state_secret"]}, [])
	secret.findings == []
	secret.notices == [{"code": "state_secret", "article": "liaoning_2019/art_2"}]
}

test_who_does_what_to_whom if {
	given := reports.answer("liaoning_2019", {"conduct": ["late_update"]}, [])
	[[measure.by, measure.against] | some measure in given.findings[0].measures] == [
		["management_department", ["unit"]],
		["management_department", ["unit"]],
		["competent_organ", ["leader", "persons"]],
	]
}

test_staff_are_ordered_and_criticised_themselves if {
	given := reports.answer("liaoning_2019", {"conduct": ["misuse"], "actor": {"kind": "person"}}, [])
	[measure.against | some measure in given.findings[0].measures] == [
		["persons"],
		["persons"],
		["leader", "persons"],
	]
}

test_the_facts_that_matter_are_asked if {
	case_0 := reports.answer("liaoning_2019", {"conduct": ["misuse"]}, reports.optional)
	{path | some path in case_0.missing} == {"actor.kind", "sensitivity", "circumstances", "corrected", "ordered"}
}

test_nothing_follows_before_the_measure_is_in_force if {
	before := reports.answer("liaoning_2019", {"time": "2019-12-31T15:59:59.999999Z"}, [])
	before == {
		"findings": [],
		"missing": [],
		"notices": [{"code": "not_in_force", "article": "liaoning_2019/art_28"}],
	}
}

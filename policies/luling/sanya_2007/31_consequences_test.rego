package luling.sanya_2007_test

import data.luling.report_test as reports

test_each_conduct_falls_under_its_item if {
	given := reports.answer("sanya_2007", {}, [])
	reports.by_article(given.findings) == {
		"sanya_2007/art_31__item_1": {"late_provision", "refuse_to_provide"},
		"sanya_2007/art_31__item_2": {"error_not_corrected", "incomplete_provision", "untrue_data"},
		"sanya_2007/art_31__item_3": {"late_update"},
		"sanya_2007/art_31__item_4": {"commercial_use", "misuse", "widened_scope"},
		"sanya_2007/art_31__item_5": {"inspection_order_refused"},
		"sanya_2007/art_31__item_7": {"platform_tampering"},
		"sanya_2007/art_31__item_8": {
			"application_mishandled",
			"catalogue_not_maintained",
			"charge_for_sharing",
			"integration_refused",
			"leak",
			"nonconforming_provision",
			"other_breach",
			"security_not_implemented",
			"third_party_transfer",
			"unauthorised_publication",
			"uncorrected_inconsistency",
		},
	}
}

test_criticism_at_once_and_discipline_in_serious_circumstances if {
	case_0 := reports.answer("sanya_2007", {}, [])
	item_3_0 := ["criticism due", "discipline serious_circumstances"]
	reports.ladder(case_0, "late_update") == {"sanya_2007/art_31__item_3": item_3_0}
	case_1 := reports.answer("sanya_2007", {"circumstances": "serious", "corrected": true}, [])
	item_3_1 := ["criticism due", "discipline due"]
	reports.ladder(case_1, "late_update") == {"sanya_2007/art_31__item_3": item_3_1}
}

test_only_state_secrets_fall_under_their_item if {
	case_0 := reports.answer("sanya_2007", {"sensitivity": ["state_secret"]}, [])
	item_6_0 := ["criticism due", "discipline serious_circumstances"]
	reports.ladder(case_0, "leak") == {"sanya_2007/art_31__item_6": item_6_0}
	case_1 := reports.answer("sanya_2007", {"sensitivity": ["trade_secret"]}, [])
	item_8_1 := ["criticism due", "discipline serious_circumstances"]
	reports.ladder(case_1, "leak") == {"sanya_2007/art_31__item_8": item_8_1}
	case_2 := reports.answer("sanya_2007", {}, ["sensitivity"])
	item_8_2 := ["criticism due", "discipline serious_circumstances"]
	reports.ladder(case_2, "leak") == {"sanya_2007/art_31__item_8": item_8_2}
}

test_the_facts_that_matter_are_asked if {
	case_0 := reports.answer(
		"sanya_2007",
		{"conduct": ["leak"]},
		["sensitivity", "circumstances", "consequence", "corrected", "ordered"],
	)
	{path | some path in case_0.missing} == {"sensitivity", "circumstances"}
}

test_whom_the_consequences_reach if {
	reports.reached("sanya_2007") == {"administrative_organ", "party_organ"}
	outside := reports.answer("sanya_2007", {"actor": {"kind": "enterprise"}}, [])
	outside.notices == [{"code": "kind_not_covered", "article": "sanya_2007/art_2"}]
	outside.missing == []
}

test_nothing_follows_before_the_measure_is_in_force if {
	before := reports.answer("sanya_2007", {"time": "2007-11-30T15:59:59.999999Z"}, [])
	before == {
		"findings": [],
		"missing": [],
		"notices": [{"code": "not_in_force", "article": "sanya_2007/art_34"}],
	}
}

test_the_supervision_department_criticises_the_unit_and_disciplines_leaders_and_persons if {
	given := reports.answer("sanya_2007", {"conduct": ["untrue_data"]}, [])
	[[measure.by, measure.against] | some measure in given.findings[0].measures] == [
		["supervision_department", ["unit"]],
		["supervision_department", ["leader", "persons"]],
	]
}

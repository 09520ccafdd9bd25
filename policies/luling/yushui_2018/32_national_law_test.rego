package luling.yushui_2018_test

import data.luling.report_test as reports

test_secrets_are_dealt_with_under_national_law_beside_the_item if {
	given := reports.answer("yushui_2018", {"sensitivity": ["personal_privacy"]}, [])
	{finding.conduct | some finding in given.findings; finding.article == "yushui_2018/art_32"} == {
		"commercial_use",
		"leak",
		"misuse",
		"other_breach",
		"third_party_transfer",
		"unauthorised_publication",
		"widened_scope",
	}
}

test_only_known_secrets_count if {
	case_0 := reports.answer("yushui_2018", {"sensitivity": ["trade_secret"]}, [])
	item_3_0 := ["order_correction due", "criticism serious_circumstances"]
	art_32_0 := ["under_national_law due"]
	reports.ladder(case_0, "leak") == {"yushui_2018/art_31__item_3": item_3_0, "yushui_2018/art_32": art_32_0}
	case_1 := reports.answer("yushui_2018", {"sensitivity": ["public_interest"]}, [])
	item_3_1 := ["order_correction due", "criticism serious_circumstances"]
	reports.ladder(case_1, "leak") == {"yushui_2018/art_31__item_3": item_3_1}
	case_2 := reports.answer("yushui_2018", {}, ["sensitivity"])
	item_3_2 := ["order_correction due", "criticism serious_circumstances"]
	reports.ladder(case_2, "leak") == {"yushui_2018/art_31__item_3": item_3_2}
}

test_whether_secrets_are_involved_is_asked if {
	case_0 := reports.answer("yushui_2018", {"conduct": ["leak"]}, ["sensitivity"])
	{path | some path in case_0.missing} == {"sensitivity"}
	case_1 := reports.answer("yushui_2018", {"conduct": ["leak"]}, ["actor", "sensitivity"])
	{path | some path in case_1.missing} == {"actor.kind", "sensitivity"}
}

package luling.xiangyang_2012_test

import data.luling.report_test as reports

test_misuse_of_secrets_brings_discipline_beside_the_item if {
	given := reports.answer("xiangyang_2012", {"sensitivity": ["trade_secret"]}, [])
	{finding.conduct | some finding in given.findings; finding.article == "xiangyang_2012/art_30"} == {
		"commercial_use",
		"leak",
		"misuse",
		"third_party_transfer",
		"unauthorised_publication",
	}
}

test_a_crime_is_prosecuted if {
	case_0 := reports.answer("xiangyang_2012", {"sensitivity": ["state_secret"]}, [])
	item_3_0 := ["order_correction due", "criticism non_correction", "accountability adverse_consequence"]
	art_30_0 := ["discipline due", "criminal_referral crime"]
	reports.ladder(case_0, "leak") == {"xiangyang_2012/art_29__item_3": item_3_0, "xiangyang_2012/art_30": art_30_0}
	case_1 := reports.answer("xiangyang_2012", {"sensitivity": ["personal_privacy"], "crime_suspected": true}, [])
	item_3_1 := ["order_correction due", "criticism non_correction", "accountability adverse_consequence"]
	art_30_1 := ["discipline due", "criminal_referral due"]
	reports.ladder(case_1, "leak") == {"xiangyang_2012/art_29__item_3": item_3_1, "xiangyang_2012/art_30": art_30_1}
	case_2 := reports.answer("xiangyang_2012", {"sensitivity": ["public_interest"], "crime_suspected": true}, [])
	item_3_2 := ["order_correction due", "criticism non_correction", "accountability adverse_consequence"]
	reports.ladder(case_2, "leak") == {"xiangyang_2012/art_29__item_3": item_3_2}
	case_3 := reports.answer("xiangyang_2012", {}, ["sensitivity"])
	item_3_3 := ["order_correction due", "criticism non_correction", "accountability adverse_consequence"]
	reports.ladder(case_3, "leak") == {"xiangyang_2012/art_29__item_3": item_3_3}
}

test_whether_secrets_are_involved_is_asked if {
	case_0 := reports.answer("xiangyang_2012", {"conduct": ["leak"]}, ["sensitivity", "crime_suspected"])
	{path | some path in case_0.missing} == {"sensitivity", "crime_suspected"}
	case_1 := reports.answer("xiangyang_2012", {"conduct": ["leak"]}, ["crime_suspected"])
	{path | some path in case_1.missing} == set()
	case_2 := reports.answer(
		"xiangyang_2012",
		{"sensitivity": ["trade_secret"], "conduct": ["leak"]},
		["crime_suspected"],
	)
	{path | some path in case_2.missing} == {"crime_suspected"}
}

test_the_consequences_for_secrets_meet_persons if {
	given := reports.answer("xiangyang_2012", {"conduct": ["leak"], "sensitivity": ["trade_secret"]}, [])
	[[measure.by, measure.against] |
		some finding in given.findings
		finding.article == "xiangyang_2012/art_30"
		some measure in finding.measures
	] == [[null, ["persons"]], [null, ["persons"]]]
}

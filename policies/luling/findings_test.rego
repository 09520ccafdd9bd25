package luling.findings_test

import data.luling.report_test as reports

test_conduct_of_which_a_regulation_says_nothing_is_named if {
	given := reports.answer("xiangyang_2012", {"conduct": ["merit_process"]}, ["actor"])
	given == {
		"findings": [],
		"missing": [],
		"notices": [{
			"code": "conduct_not_named",
			"article": "xiangyang_2012/art_3",
			"conduct": "merit_process",
		}],
	}
}

test_every_regulation_answers_for_itself if {
	answering := {regulation |
		some regulation in object.keys(data.law)
		given := reports.answer(regulation, {"conduct": ["other_breach"]}, [])
		{split(finding.article, "/")[0] | some finding in given.findings} == {regulation}
	}
	answering == object.keys(data.law)
}

test_an_unknown_regulation_has_no_answer if {
	not reports.answer("made_up", {}, [])
}

test_a_finding_names_the_duties_that_are_breached if {
	given := reports.answer("xiangyang_2012", {"conduct": ["late_update"]}, [])
	{duty | some duty in given.findings[0].duties} == {"xiangyang_2012/art_11", "xiangyang_2012/art_20"}
}

package luling.yushui_2018_test

import data.luling.report_test as reports

test_merit_is_commended if {
	unit := reports.answer("yushui_2018", {"conduct": ["merit_process", "merit_special"]}, [])
	{[finding.kind, finding.article, finding.measures] | some finding in unit.findings} == {
		["merit", "yushui_2018/art_30__item_2", [_commended(["unit"])]],
		["merit", "yushui_2018/art_30__item_4", [_commended(["unit"])]],
	}
	staff := reports.answer("yushui_2018", {"conduct": ["merit_proposal"], "actor": {"kind": "person"}}, [])
	staff.findings[0].measures == [_commended(["persons"])]
}

_commended(against) := {
	"stage": "commendation",
	"by": null,
	"against": against,
	"article": "yushui_2018/art_30",
	"status": "due",
}

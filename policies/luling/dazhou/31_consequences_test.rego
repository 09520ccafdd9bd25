package luling.dazhou_test

import data.luling.report_test as reports

test_each_conduct_falls_under_its_item if {
	given := reports.answer("dazhou", {}, [])
	reports.by_article(given.findings) == {
		"dazhou/art_31__item_1": {
			"charge_for_sharing",
			"late_provision",
			"late_update",
			"nonconforming_provision",
			"opening_refused",
			"refuse_to_provide",
			"repeat_collection",
			"unlawful_collection",
			"unlawful_opening",
		},
		"dazhou/art_31__item_2": {"error_not_corrected", "incomplete_provision", "untrue_data"},
		"dazhou/art_31__item_3": {"repeat_demand"},
		"dazhou/art_31__item_4": {"catalogue_not_maintained"},
		"dazhou/art_31__item_5": {"application_mishandled"},
		"dazhou/art_31__item_6": {"infrastructure_unauthorised"},
		"dazhou/art_31__item_7": {"integration_refused"},
		"dazhou/art_31__item_8": {"contract_without_agreement", "security_not_implemented"},
		"dazhou/art_31__item_10": {
			"commercial_use",
			"leak",
			"misuse",
			"other_breach",
			"project_unreviewed",
			"third_party_transfer",
			"unauthorised_publication",
			"uncorrected_inconsistency",
			"used_before_acceptance",
			"widened_scope",
		},
	}
}

test_accountability_needs_refusal_and_serious_consequences if {
	case_0 := reports.answer("dazhou", {}, [])
	item_1_0 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_0, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_0}
	case_1 := reports.answer("dazhou", {"consequence": "serious"}, [])
	item_1_1 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_1, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_1}
	case_2 := reports.answer("dazhou", {"ordered": reports.lapsed, "consequence": "adverse"}, [])
	item_1_2 := ["accountability refusal_with_serious_consequence"]
	reports.ladder(case_2, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_2}
	case_3 := reports.answer("dazhou", {"ordered": reports.running, "consequence": "serious"}, [])
	item_1_3 := ["accountability refusal_with_serious_consequence"]
	reports.ladder(case_3, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_3}
	case_4 := reports.answer("dazhou", {"ordered": reports.lapsed, "consequence": "serious", "corrected": true}, [])
	item_1_4 := ["accountability refusal_with_serious_consequence"]
	reports.ladder(case_4, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_4}
	case_5 := reports.answer("dazhou", {"ordered": reports.lapsed, "consequence": "serious"}, [])
	item_1_5 := ["accountability due"]
	reports.ladder(case_5, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_5}
	case_6 := reports.answer("dazhou", {"ordered": reports.untimed, "consequence": "serious"}, [])
	item_1_6 := ["accountability due"]
	reports.ladder(case_6, "refuse_to_provide") == {"dazhou/art_31__item_1": item_1_6}
}

test_misuse_with_a_loss_has_an_item_of_its_own if {
	case_0 := reports.answer("dazhou", {"consequence": "adverse"}, [])
	item_9_0 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_0, "misuse") == {"dazhou/art_31__item_9": item_9_0}
	case_1 := reports.answer("dazhou", {"consequence": "serious"}, [])
	item_9_1 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_1, "misuse") == {"dazhou/art_31__item_9": item_9_1}
	case_2 := reports.answer("dazhou", {}, [])
	item_10_2 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_2, "misuse") == {"dazhou/art_31__item_10": item_10_2}
	case_3 := reports.answer("dazhou", {}, ["consequence"])
	item_10_3 := ["order_correction due", "accountability refusal_with_serious_consequence"]
	reports.ladder(case_3, "misuse") == {"dazhou/art_31__item_10": item_10_3}
}

test_every_misuse_may_cause_a_loss if {
	given := reports.answer("dazhou", {"consequence": "adverse"}, [])
	{finding.conduct | some finding in given.findings; finding.article == "dazhou/art_31__item_9"} == {
		"commercial_use",
		"misuse",
		"third_party_transfer",
		"unauthorised_publication",
		"widened_scope",
	}
}

test_the_facts_that_matter_are_asked if {
	case_0 := reports.answer("dazhou", {"conduct": ["misuse"]}, reports.optional)
	{path | some path in case_0.missing} == {"actor.kind", "consequence", "corrected", "ordered"}
	case_1 := reports.answer(
		"dazhou",
		{"consequence": "adverse", "corrected": true, "conduct": ["misuse"]},
		["ordered"],
	)
	{path | some path in case_1.missing} == set()
	case_2 := reports.answer("dazhou", {"conduct": ["misuse"]}, ["ordered"])
	{path | some path in case_2.missing} == {"ordered"}
	case_3 := reports.answer(
		"dazhou",
		{"consequence": "serious", "ordered": reports.lapsed, "conduct": ["misuse"]},
		["corrected"],
	)
	{path | some path in case_3.missing} == {"corrected"}
	case_4 := reports.answer(
		"dazhou",
		{"consequence": "serious", "ordered": reports.running, "conduct": ["misuse"]},
		["corrected"],
	)
	{path | some path in case_4.missing} == set()
}

test_whom_the_consequences_reach if {
	reports.reached("dazhou") == {
		"administrative_organ",
		"public_institution",
		"utility",
		"party_organ",
		"contractor",
	}
	outside := reports.answer("dazhou", {"actor": {"kind": "enterprise"}}, [])
	outside.notices == [{"code": "kind_not_covered", "article": "dazhou/art_2__para_1"}]
}

test_what_the_reader_should_know if {
	told := {"code": "effective_date_unknown", "article": "dazhou/art_34"}
	reported := {"code": "bureau_reports", "article": "dazhou/art_31"}
	organ := reports.answer("dazhou", {"conduct": ["misuse"]}, [])
	{notice | some notice in organ.notices} == {told, reported}
	party := reports.answer("dazhou", {"conduct": ["misuse"], "actor": {"kind": "party_organ"}}, [])
	referred := {"code": "applied_by_reference", "article": "dazhou/art_32"}
	{notice | some notice in party.notices} == {told, reported, referred}
}

test_who_does_what_to_whom if {
	given := reports.answer("dazhou", {"conduct": ["repeat_demand"]}, [])
	[[measure.by, measure.against] | some measure in given.findings[0].measures] == [
		["leading_group", ["unit"]],
		[null, ["unit", "persons"]],
	]
}

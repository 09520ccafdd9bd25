package luling.xiangyang_2012_test

import data.luling.report_test as reports
import data.luling.xiangyang_2012 as measure

test_each_conduct_breaches_its_duties if {
	found := measure.breaches with input as reports.report("xiangyang_2012", {}, [])
	reports.by_article(found) == {
		"xiangyang_2012/art_5": {"infrastructure_unauthorised"},
		"xiangyang_2012/art_7": {"late_provision", "misuse", "refuse_to_provide"},
		"xiangyang_2012/art_8": {"incomplete_provision", "untrue_data"},
		"xiangyang_2012/art_9__para_1": {"catalogue_not_maintained"},
		"xiangyang_2012/art_9__para_2": {"catalogue_not_maintained"},
		"xiangyang_2012/art_10__para_1": {"integration_refused", "nonconforming_provision"},
		"xiangyang_2012/art_11": {"late_update"},
		"xiangyang_2012/art_12": {"uncorrected_inconsistency"},
		"xiangyang_2012/art_14": {"application_mishandled"},
		"xiangyang_2012/art_16": {"commercial_use", "misuse", "third_party_transfer", "widened_scope"},
		"xiangyang_2012/art_17": {"unauthorised_publication"},
		"xiangyang_2012/art_19": {"error_not_corrected"},
		"xiangyang_2012/art_20": {"late_update"},
		"xiangyang_2012/art_21": {"leak", "security_not_implemented"},
	}
}

package luling.liaoning_2019_test

import data.luling.liaoning_2019 as measure
import data.luling.report_test as reports

test_each_conduct_breaches_its_duties if {
	found := measure.breaches with input as reports.report("liaoning_2019", {}, [])
	reports.by_article(found) == {
		"liaoning_2019/art_6": {
			"incomplete_provision",
			"nonconforming_provision",
			"unlawful_collection",
			"untrue_data",
		},
		"liaoning_2019/art_9__para_1": {"catalogue_not_maintained"},
		"liaoning_2019/art_9__para_2": {"catalogue_not_maintained"},
		"liaoning_2019/art_12__para_1": {"refuse_to_provide"},
		"liaoning_2019/art_14__para_3": {"infrastructure_unauthorised"},
		"liaoning_2019/art_14__para_4": {"integration_refused", "late_provision"},
		"liaoning_2019/art_15__para_1": {"repeat_collection"},
		"liaoning_2019/art_16": {
			"commercial_use",
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
		"liaoning_2019/art_17__para_2": {"application_mishandled"},
		"liaoning_2019/art_18__para_1": {"error_not_corrected", "uncorrected_inconsistency"},
		"liaoning_2019/art_18__para_2": {"person_redirected"},
		"liaoning_2019/art_18__para_3": {"service_refused"},
		"liaoning_2019/art_19__para_2": {"repeat_demand"},
		"liaoning_2019/art_20__para_1": {"security_not_implemented"},
		"liaoning_2019/art_22": {"security_not_implemented"},
		"liaoning_2019/art_23": {"inspection_order_refused"},
		"liaoning_2019/art_24__para_1": {"security_not_implemented"},
		"liaoning_2019/art_24__para_2": {"security_not_implemented"},
	}
}

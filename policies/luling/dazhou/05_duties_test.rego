package luling.dazhou_test

import data.luling.dazhou as measure
import data.luling.report_test as reports

test_each_conduct_breaches_its_duties if {
	found := measure.breaches with input as reports.report("dazhou", {}, [])
	reports.by_article(found) == {
		"dazhou/art_5__para_2": {"leak", "security_not_implemented"},
		"dazhou/art_5__para_3": {"contract_without_agreement"},
		"dazhou/art_7__para_1": {"project_unreviewed"},
		"dazhou/art_8": {"project_unreviewed"},
		"dazhou/art_9__para_2": {"used_before_acceptance"},
		"dazhou/art_10__para_2": {"infrastructure_unauthorised", "integration_refused"},
		"dazhou/art_12__para_2": {"catalogue_not_maintained"},
		"dazhou/art_13": {"catalogue_not_maintained"},
		"dazhou/art_14__para_1": {"unlawful_collection"},
		"dazhou/art_14__para_2": {"repeat_collection"},
		"dazhou/art_14__para_4": {"unlawful_collection"},
		"dazhou/art_16": {"charge_for_sharing", "refuse_to_provide"},
		"dazhou/art_18__para_2": {"application_mishandled"},
		"dazhou/art_19": {"nonconforming_provision"},
		"dazhou/art_20": {"incomplete_provision", "late_provision", "late_update", "untrue_data"},
		"dazhou/art_21__para_2": {
			"commercial_use",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
		"dazhou/art_22": {"error_not_corrected", "uncorrected_inconsistency"},
		"dazhou/art_24": {"opening_refused"},
		"dazhou/art_26": {"unlawful_opening"},
	}
}

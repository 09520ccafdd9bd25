package luling.sanya_2007_test

import data.luling.report_test as reports
import data.luling.sanya_2007 as measure

test_each_conduct_breaches_its_duties if {
	found := measure.breaches with input as reports.report("sanya_2007", {}, [])
	reports.by_article(found) == {
		"sanya_2007/art_4__item_2": {"application_mishandled", "late_provision"},
		"sanya_2007/art_4__item_3": {"refuse_to_provide"},
		"sanya_2007/art_4__item_6": {"charge_for_sharing", "incomplete_provision", "late_provision"},
		"sanya_2007/art_6": {"nonconforming_provision"},
		"sanya_2007/art_8": {"incomplete_provision", "late_update", "untrue_data"},
		"sanya_2007/art_12": {"catalogue_not_maintained"},
		"sanya_2007/art_19": {"integration_refused", "late_update"},
		"sanya_2007/art_20": {
			"error_not_corrected",
			"incomplete_provision",
			"uncorrected_inconsistency",
			"untrue_data",
		},
		"sanya_2007/art_21": {
			"commercial_use",
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
		"sanya_2007/art_25": {"security_not_implemented"},
	}
}

test_secrets_have_a_duty_of_their_own if {
	duty := "sanya_2007/art_26"
	bearing := {kind |
		some kind in {"state_secret", "trade_secret", "personal_privacy", "public_interest"}
		given := reports.report("sanya_2007", {"sensitivity": [kind]}, [])
		found := measure.breaches with input as given
		reports.by_article(found)[duty] == {
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		}
	}
	bearing == {"state_secret", "trade_secret", "personal_privacy"}
	unknown := measure.breaches with input as reports.report("sanya_2007", {}, ["sensitivity"])
	not duty in object.keys(reports.by_article(unknown))
}

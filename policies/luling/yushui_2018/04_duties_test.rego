package luling.yushui_2018_test

import data.luling.report_test as reports
import data.luling.yushui_2018 as measure

test_each_conduct_breaches_its_duties if {
	found := measure.breaches with input as reports.report("yushui_2018", {}, [])
	reports.by_article(found) == {
		"yushui_2018/art_4__item_3": {"charge_for_sharing"},
		"yushui_2018/art_5__para_5": {"application_mishandled", "late_provision"},
		"yushui_2018/art_6": {"refuse_to_provide"},
		"yushui_2018/art_8": {"repeat_collection", "unlawful_collection"},
		"yushui_2018/art_13__para_2": {"catalogue_not_maintained"},
		"yushui_2018/art_14": {"late_update"},
		"yushui_2018/art_19": {"incomplete_provision", "late_update", "nonconforming_provision", "untrue_data"},
		"yushui_2018/art_20": {"error_not_corrected", "uncorrected_inconsistency"},
		"yushui_2018/art_23": {"security_not_implemented"},
		"yushui_2018/art_24": {
			"commercial_use",
			"leak",
			"misuse",
			"third_party_transfer",
			"unauthorised_publication",
			"widened_scope",
		},
	}
}

test_secrets_have_a_duty_of_their_own if {
	duty := "yushui_2018/art_25"
	bearing := {kind |
		some kind in {"state_secret", "trade_secret", "personal_privacy", "public_interest"}
		given := reports.report("yushui_2018", {"sensitivity": [kind]}, [])
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
	unknown := measure.breaches with input as reports.report("yushui_2018", {}, ["sensitivity"])
	not duty in object.keys(reports.by_article(unknown))
}

package luling.conduct_test

import data.luling.conduct
import data.luling.report_test as reports

_report(facts, absent) := reports.report("made_up", facts, absent)

_earlier := "2026-10-01T00:00:00.000000Z"

_later := "2026-12-01T00:00:00.000000Z"

_lapsed := {"at": _earlier, "due": "2026-11-22T00:00:00.000000Z"}

_met := {"met": true, "code": "", "missing": []}

_waits(code, missing) := {"met": false, "code": code, "missing": missing}

test_an_order_is_open_until_it_is_given_or_the_breach_is_mended if {
	conduct.order_open == _met with input as _report({}, [])
	conduct.order_open == _met with input as _report({"ordered": {"at": _later}}, [])
	not conduct.order_open with input as _report({"corrected": true}, [])
	not conduct.order_open with input as _report({"ordered": {"at": _earlier}}, [])
	not conduct.order_open with input as _report({"ordered": {"due": _later}}, [])
}

test_what_could_close_an_order_is_asked if {
	conduct.order_open.missing == ["ordered", "corrected"] with input as _report({}, ["ordered", "corrected"])
	conduct.order_open.missing == ["corrected"] with input as _report({}, ["corrected"])
}

test_non_correction_needs_an_order_whose_time_has_run_out if {
	conduct.uncorrected == _met with input as _report({"ordered": _lapsed}, [])
	unmet := _waits("non_correction", [])
	conduct.uncorrected == unmet with input as _report({}, [])
	conduct.uncorrected == unmet with input as _report({"ordered": _lapsed, "corrected": true}, [])
	conduct.uncorrected == unmet with input as _report({"ordered": {"at": _earlier, "due": _later}}, ["corrected"])
	conduct.uncorrected == unmet with input as _report({"ordered": {"at": _later, "due": _later}}, ["corrected"])
	conduct.uncorrected == unmet with input as _report({"ordered": {"due": reports.report("x", {}, []).time}}, [])
}

test_what_could_show_non_correction_is_asked if {
	conduct.uncorrected.missing == ["ordered", "corrected"] with input as _report({}, ["ordered", "corrected"])
	conduct.uncorrected.missing == ["ordered.due"] with input as _report({"ordered": {"at": _earlier}}, [])
	conduct.uncorrected.missing == ["corrected"] with input as _report({"ordered": _lapsed}, ["corrected"])
}

test_an_open_condition_names_its_fact if {
	conduct.adverse_consequence == _met with input as _report({"consequence": "serious"}, [])
	conduct.adverse_consequence == _waits("adverse_consequence", []) with input as _report({}, [])
	conduct.adverse_consequence.missing == ["consequence"] with input as _report({}, ["consequence"])
	conduct.serious_circumstances == _met with input as _report({"circumstances": "serious"}, [])
	conduct.serious_circumstances == _waits("serious_circumstances", []) with input as _report({}, [])
	conduct.serious_circumstances.missing == ["circumstances"] with input as _report({}, ["circumstances"])
	conduct.crime == _met with input as _report({"crime_suspected": true}, [])
	conduct.crime == _waits("crime", []) with input as _report({}, [])
	conduct.crime.missing == ["crime_suspected"] with input as _report({}, ["crime_suspected"])
	refused := conduct.refused_with_serious_consequence with input as _report({"ordered": _lapsed}, ["consequence"])
	refused == _waits("refusal_with_serious_consequence", ["consequence"])
}

test_an_actor_without_kind_may_be_anyone if {
	conduct.actor_may_be_other_than({"person"}) == ["actor.kind"] with input as _report({}, ["actor"])
	conduct.actor_may_be_other_than({"person"}) == [] with input as _report({}, [])
	not conduct.actor_may_be_other_than({"administrative_organ"}) with input as _report({}, [])
	conduct.addressee == ["unit"] with input as _report({}, ["actor"])
}

test_what_an_item_may_name_is_left_open if {
	breaches := {conduct.breaks("leak", "made_up/art_1"), conduct.breaks("misuse", "made_up/art_1")}
	items := {
		conduct.falls_under("misuse", "made_up/art_2", []),
		conduct.falls_under("leak", "made_up/art_3", ["sensitivity"]),
	}
	conduct.unnamed(breaches, items) == {"leak"} with input as _report({"conduct": ["leak", "misuse"]}, [])
	conduct.unnamed(breaches, items) == {
		"leak",
		"other_breach",
	} with input as _report({"conduct": ["other_breach"]}, [])
}

test_what_rules_a_condition_out_leaves_nothing_to_ask if {
	conduct.uncorrected.missing == [] with input as _report({"corrected": true}, ["ordered"])
	conduct.uncorrected.missing == [] with input as _report({}, ["corrected"])
	mild := _report({"ordered": _lapsed, "consequence": "adverse"}, ["corrected"])
	conduct.refused_with_serious_consequence.missing == [] with input as mild
}

test_a_loss_may_be_known_denied_or_open if {
	conduct.may_have_caused_loss == [] with input as _report({"consequence": "adverse"}, [])
	conduct.may_have_caused_loss == ["consequence"] with input as _report({}, ["consequence"])
	not conduct.may_have_caused_loss with input as _report({}, [])
}

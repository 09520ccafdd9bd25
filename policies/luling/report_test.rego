# METADATA
# title: 测试报告 · reports of conduct for tests
# description: |
#   `report` makes a normalised report under one regulation in which every fact is known and mild; a test changes the
#   facts that it is about and takes away those that shall be absent. `codes` are the words for conduct.
package luling.report_test

import data.luling.builder_test as builder

report(regulation, facts, absent) := object.remove(
	object.union(
		{
			"regulation": regulation,
			"time": builder.now,
			"actor": {"id": "unit-a", "kind": "administrative_organ"},
			"conduct": codes,
			"sensitivity": [],
			"ordered": {},
			"corrected": false,
			"consequence": "none",
			"circumstances": "ordinary",
			"crime_suspected": false,
		},
		facts,
	),
	absent,
)

answer(regulation, facts, absent) := found if {
	found := data.luling.findings.answer with input as report(regulation, facts, absent)
}

# The conduct by article, of breaches or items.
by_article(said) := {article: codes_of |
	some article in {one.article | some one in said}
	codes_of := {one.conduct | some one in said; one.article == article}
}

# What the articles say of one conduct: article, and its stages in order, those that wait with what they wait for.
ladder(given, code) := {finding.article: stages |
	some finding in given.findings
	finding.conduct == code
	stages := [stage |
		some measure in finding.measures
		stage := concat(" ", [measure.stage, object.get(measure, "waits_for", measure.status)])
	]
}

# Orders whose time has run out, still runs, and is not set.
lapsed := {"at": "2026-10-01T00:00:00.000000Z", "due": "2026-11-01T00:00:00.000000Z"}

running := {"at": "2026-10-01T00:00:00.000000Z", "due": "2026-12-01T00:00:00.000000Z"}

untimed := {"at": "2026-10-01T00:00:00.000000Z"}

optional := ["actor", "circumstances", "consequence", "corrected", "crime_suspected", "ordered", "sensitivity"]

# The kinds of actor that a regulation's articles on consequences reach.
reached(regulation) := {kind |
	some kind in kinds
	given := answer(regulation, {"actor": {"kind": kind}}, [])
	count(given.findings) > 0
}

kinds := {
	"administrative_organ", "public_institution", "utility", "social_organization", "central_agency", "party_organ",
	"contractor", "enterprise", "person",
}

codes := [
	"abuse_of_office", "application_mishandled", "catalogue_not_maintained", "charge_for_sharing", "commercial_use",
	"contract_without_agreement", "error_not_corrected", "incomplete_provision", "infrastructure_unauthorised",
	"inspection_order_refused", "integration_refused", "late_provision", "late_update", "leak", "merit_active_sharing",
	"merit_process", "merit_proposal", "merit_special", "misuse", "nonconforming_provision", "opening_refused",
	"other_breach", "person_redirected", "platform_tampering", "project_unreviewed", "refuse_to_provide",
	"repeat_collection", "repeat_demand", "security_not_implemented", "service_refused", "third_party_transfer",
	"unauthorised_publication", "uncorrected_inconsistency", "unlawful_collection", "unlawful_opening", "untrue_data",
	"used_before_acceptance", "widened_scope",
]

package luling.competence_test

import data.luling.builder_test as builder
import data.luling.competence

_table := {"made_up": {
	"approve.access": {
		"data_center": {"scopes": ["conditional"], "article": "made_up/art_8"},
		"government": {"scopes": ["*"], "article": "made_up/art_9"},
	},
	"sign.confidentiality": {"provider": {"scopes": ["*"], "article": "made_up/art_10"}},
}}

_approvals(given) := builder.request("made_up", "obtain", {"context/approvals": given})

_agreements(given) := builder.request("made_up", "obtain", {"context/agreements": given})

_by(role) := builder.approval("access", role)

test_a_scope_narrows_a_competence if {
	competence.competent("made_up", "approve.access", "conditional", "data_center") with data.competence as _table
	not competence.competent("made_up", "approve.access", "special", "data_center") with data.competence as _table
	competence.competent("made_up", "approve.access", "special", "government") with data.competence as _table
	not competence.competent("made_up", "approve.access", "special", "nobody") with data.competence as _table
}

test_an_approval_by_a_competent_authority_counts if {
	request := _approvals([_by("government")])
	competence.approved("made_up", "access", "special") with data.competence as _table with input as request
	competence.approved_by("made_up", "access", "*", "government") with data.competence as _table
		with input as request
	not competence.approved_by("made_up", "access", "*", "data_center") with data.competence as _table
		with input as request
	count(competence.approvals("made_up", "access", "*")) == 1 with data.competence as _table with input as request
}

test_an_approval_by_an_incompetent_authority_does_not_count_and_is_named if {
	request := _approvals([_by("data_center")])
	not competence.approved("made_up", "access", "special") with data.competence as _table with input as request
	named := competence.notices("made_up", "special") with data.competence as _table with input as request
	{notice.code | some notice in named} == {"incompetent_authority"}
	{notice.article | some notice in named} == {"made_up/art_8", "made_up/art_9"}
	competence.notices("made_up", "conditional") == set() with data.competence as _table with input as request
}

test_a_competence_that_a_class_narrows_is_not_called_missing_while_the_class_is_unknown if {
	narrow := _approvals([_by("data_center")])
	competence.notices("made_up", "unknown") == set() with data.competence as _table with input as narrow
	nobody := _approvals([_by("somebody")])
	named := competence.notices("made_up", "unknown") with data.competence as _table with input as nobody
	{notice.code | some notice in named} == {"incompetent_authority"}
}

test_acts_that_the_regulation_does_not_know_are_not_named if {
	request := _approvals([builder.approval("acceptance", "anybody")])
	competence.notices("made_up", "*") == set() with data.competence as _table with input as request
}

test_an_approval_for_another_party_or_resource_does_not_count if {
	every other in [{"subject": "unit-b"}, {"resource": "data-2"}] {
		request := _approvals([object.union(_by("government"), other)])
		not competence.approved("made_up", "access", "*") with data.competence as _table with input as request
	}
}

test_an_approval_counts_from_its_day_until_it_expires if {
	every outside in [{"expires": "2026-11-23T00:59:59.999999Z"}, {"at": "2026-11-23T01:00:00.000001Z"}] {
		request := _approvals([object.union(_by("government"), outside)])
		not competence.approved("made_up", "access", "*") with data.competence as _table with input as request
	}
	at_the_edges := _approvals([object.union(_by("government"), {"at": builder.now, "expires": builder.now})])
	competence.approved("made_up", "access", "*") with data.competence as _table with input as at_the_edges
}

test_a_refusal_and_a_failure_are_no_approval if {
	refused := _approvals([object.union(_by("government"), {"outcome": "refused"})])
	not competence.approved("made_up", "access", "*") with data.competence as _table with input as refused
	competence.refused_by("made_up", "access", "*", "government") with data.competence as _table with input as refused
	not competence.refused_by("made_up", "access", "*", "data_center") with data.competence as _table
		with input as refused
	failed := _approvals([object.union(_by("government"), {"outcome": "failed"})])
	competence.failed("made_up", "access", "*") with data.competence as _table with input as failed
	not competence.failed("made_up", "access", "*") with data.competence as _table with input as refused
}

test_an_agreement_counts_with_the_competent_party if {
	signed := _agreements([builder.agreement("confidentiality", "provider")])
	competence.agreed("made_up", "confidentiality") with data.competence as _table with input as signed
	not competence.agreed("made_up", "security_commitment") with data.competence as _table with input as signed
	elsewhere := _agreements([builder.agreement("confidentiality", "government")])
	not competence.agreed("made_up", "confidentiality") with data.competence as _table with input as elsewhere
	named := competence.notices("made_up", "*") with data.competence as _table with input as elsewhere
	{notice.article | some notice in named} == {"made_up/art_10"}
}

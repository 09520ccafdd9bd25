package luling.xiangyang_2012_test

import data.luling.builder_test as builder
import data.luling.decision

_organ := {"subject/properties/kind": "administrative_organ"}

# One place for the fixed input that every test of this package varies.
_answer(action, facts) := answer if {
	request := builder.request("xiangyang_2012", action, object.union(_organ, facts))
	answer := decision.answer with input as request # regal ignore:with-outside-test-context
}

_says(answer, kind, code, article) if {
	{"kind": kind, "code": code, "article": concat("/", ["xiangyang_2012", article])} in answer.reasons
}

_step(code, to, article) := {"code": code, "to": to, "article": concat("/", ["xiangyang_2012", article])}

_owes(answer, code, article, bearer) if {
	{"code": code, "article": concat("/", ["xiangyang_2012", article]), "bearer": bearer} in answer.obligations
}

_in_duties := {"context/purpose/within_duties": true}

test_utility_counts_as_a_public_institution if {
	_answer("use", object.union(_in_duties, {"subject/properties/kind": "utility"})).effect == "permit"
}

test_other_kinds_are_outside if {
	every kind in ["social_organization", "central_agency", "party_organ", "contractor", "enterprise", "person"] {
		answer := _answer("use", object.union(_in_duties, {"subject/properties/kind": kind}))
		answer.effect == "not_applicable"
		_says(answer, "not_applicable", "kind_not_covered", "art_3")
	}
}

test_unknown_kind_leaves_it_open if {
	request := builder.request("xiangyang_2012", "use", _in_duties)
	answer := decision.answer with input as request
	answer.effect == "indeterminate"
	answer.missing == ["subject.properties.kind"]
}

test_party_elsewhere_is_outside if {
	answer := _answer("use", object.union(_in_duties, {"subject/properties/jurisdictions": ["420100", "420000"]}))
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "outside_area", "art_3")
}

test_district_of_the_city_is_inside if {
	_answer("use", object.union(_in_duties, {"subject/properties/jurisdictions": ["420602", "420600"]})).effect == "permit"
}

test_paper_is_outside if {
	answer := _answer("use", object.union(_in_duties, {"resource/properties/electronic": false}))
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "not_electronic", "art_2")
}

test_actions_that_the_measure_does_not_mention_are_outside if {
	every action in ["charge", "open", "allocate", "deploy_terminal", "start_project", "commission", "contract"] {
		answer := _answer(action, _in_duties)
		answer.effect == "not_applicable"
		_says(answer, "not_applicable", "action_not_covered", "art_3")
	}
}

test_last_instant_before_the_first_of_may_2012_is_outside if {
	answer := _answer("use", object.union(_in_duties, {"context/time": "2012-04-30T15:59:59.000000Z"}))
	answer.effect == "not_applicable"
	_says(answer, "not_applicable", "not_in_force", "art_31")
}

test_first_of_may_2012_in_local_time_is_inside if {
	_answer("use", object.union(_in_duties, {"context/time": "2012-04-30T16:00:00.000000Z"})).effect == "permit"
}

package luling.yushui_2018_test

import data.luling.builder_test as builder

test_own_duties_are_lawful if _why(_answer("use", {})) == {["own_duties", "yushui_2018/art_24"]}

test_outside_duties_is_denied if {
	effects := {_answer(action, {"context/purpose/within_duties": false}).effect | some action in ["obtain", "use"]}
	effects == {"deny"}
}

test_a_commercial_purpose_is_denied if {
	answer := _answer("obtain", {"context/purpose/commercial": true})
	_why(answer) == {["commercial_use", "yushui_2018/art_24"]}
}

test_the_purpose_must_be_known if {
	answer := _without("use", {}, ["context/purpose/within_duties", "context/purpose/commercial"])
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {"context.purpose.within_duties", "context.purpose.commercial"}
}

test_third_parties_and_the_public_get_nothing if {
	reasons := {_why(_answer(action, {})) | some action in ["transfer", "publish"]}
	reasons == {{["third_party", "yushui_2018/art_24"]}}
}

test_a_commitment_is_needed if {
	answer := _answer("obtain", {"context/agreements": []})
	answer.effect == "refer"
	answer.next_steps == [{"code": "submit_commitment", "to": "information_center", "article": "yushui_2018/art_24"}]
}

test_a_commitment_to_the_provider_does_not_count if {
	facts := {"context/agreements": [builder.agreement("security_commitment", "provider")]}
	_answer("obtain", facts).effect == "refer"
}

test_duties_go_with_the_answer if {
	codes := {obligation.code | some obligation in _answer("use", {}).obligations}
	{"own_duties_only", "no_third_party", "no_commercial_use"} - codes == set()
}

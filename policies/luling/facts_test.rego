package luling.facts_test

import data.luling.builder_test as builder
import data.luling.facts

_with(given) := builder.request("made_up", "obtain", given)

_known(value) := {"path": "a", "value": value}

_absent := {"path": "a"}

# Each word of uncertainty: an empty list where it is so, the path where it is unknown, nothing where it is not.
test_may_be if {
	facts.may_be(_known(1), 1) == []
	facts.may_be(_absent, 1) == ["a"]
	not facts.may_be(_known(2), 1)
}

test_false_is_a_value_like_any_other if {
	facts.may_be(_known(false), false) == []
	facts.may_not_be(_known(false), true) == []
	not facts.may_be(_known(false), true)
}

test_may_not_be if {
	facts.may_not_be(_known(2), 1) == []
	facts.may_not_be(_absent, 1) == ["a"]
	not facts.may_not_be(_known(1), 1)
}

test_may_be_among if {
	facts.may_be_among(_known(1), {1, 2}) == []
	facts.may_be_among(_absent, {1, 2}) == ["a"]
	not facts.may_be_among(_known(3), {1, 2})
}

test_may_not_be_among if {
	facts.may_not_be_among(_known(3), {1, 2}) == []
	facts.may_not_be_among(_absent, {1, 2}) == ["a"]
	not facts.may_not_be_among(_known(1), {1, 2})
}

test_may_reach_includes_the_threshold if {
	facts.may_reach(_known(10), 10) == []
	facts.may_reach(_absent, 10) == ["a"]
	not facts.may_reach(_known(9), 10)
}

test_may_fall_short_excludes_the_threshold if {
	facts.may_fall_short(_known(9), 10) == []
	facts.may_fall_short(_absent, 10) == ["a"]
	not facts.may_fall_short(_known(10), 10)
}

test_sensitivity_is_known_or_missing if {
	secret := _with({"resource/properties/sensitivity": ["state_secret"]})
	facts.may_involve({"state_secret"}) == [] with input as secret
	not facts.may_not_involve({"state_secret"}) with input as secret
	facts.may_not_involve({"trade_secret"}) == [] with input as secret
	not facts.may_involve({"trade_secret"}) with input as secret
	facts.may_involve({"state_secret"}) == ["resource.properties.sensitivity"] with input as _with({})
	facts.may_not_involve({"state_secret"}) == ["resource.properties.sensitivity"] with input as _with({})
}

test_a_utility_is_a_public_institution if {
	facts.kind.value == "public_institution" with input as _with({"subject/properties/kind": "utility"})
	facts.kind.value == "person" with input as _with({"subject/properties/kind": "person"})
	facts.kind == {"path": "subject.properties.kind"} with input as _with({})
}

test_facts_carry_their_path if {
	facts.sharing_class == {"path": "resource.properties.sharing_class"} with input as _with({})
	facts.sharing_class.value == "special" with input as _with({"resource/properties/sharing_class": "special"})
	facts.channel == {"path": "action.properties.channel"} with input as _with({})
	facts.channel.value == "direct" with input as _with({"action/properties/channel": "direct"})
	facts.property("tier") == {"path": "resource.properties.tier"} with input as _with({})
	facts.property("tier").value == "base" with input as _with({"resource/properties/tier": "base"})
	facts.circumstance("fee") == {"path": "context.fee"} with input as _with({})
	facts.circumstance("fee").value == 0 with input as _with({"context/fee": 0})
	facts.purpose("commercial") == {"path": "context.purpose.commercial"} with input as _with({})
	facts.purpose("commercial").value == false with input as _with({"context/purpose/commercial": false})
}

test_data_are_catalogued_and_electronic_unless_it_is_known_otherwise if {
	facts.catalogued with input as _with({})
	facts.electronic with input as _with({})
	not facts.catalogued with input as _with({"resource/properties/catalogued": false})
	not facts.electronic with input as _with({"resource/properties/electronic": false})
}

test_designation_is_known_or_missing if {
	listed := _with({"resource/properties/designated_recipients": ["unit-a"]})
	others := _with({"resource/properties/designated_recipients": ["unit-b"]})
	facts.may_be_designated == [] with input as listed
	not facts.may_not_be_designated with input as listed
	facts.may_not_be_designated == [] with input as others
	not facts.may_be_designated with input as others
	facts.may_be_designated == ["resource.properties.designated_recipients"] with input as _with({})
	facts.may_not_be_designated == ["resource.properties.designated_recipients"] with input as _with({})
}

test_every_condition_must_be_met if {
	given := {"resource/properties/conditions": ["duty_basis", "secure_room"]}
	facts.conditions_met with input as _with({})
	not facts.conditions_met with input as _with(object.union(given, {"context/conditions_met": ["duty_basis"]}))
	both := {"context/conditions_met": ["secure_room", "duty_basis"]}
	facts.conditions_met with input as _with(object.union(given, both))
}

test_an_exception_counts_by_its_level if {
	claimed := _with({"context/exception": {"level": "law"}})
	facts.exception_of({"law", "administrative_regulation"}) with input as claimed
	not facts.exception_of({"central_policy"}) with input as claimed
	not facts.exception_of({"law"}) with input as _with({})
}

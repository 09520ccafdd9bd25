package luling.entry_test

import data.luling.catalogue_test as check
import data.luling.entry

_document(fields, elapsed) := {"entry": fields, "elapsed": elapsed, "context": {"time": check.now}}

test_an_entry_without_type_is_one_of_a_data_resource if {
	entry.resource with input as _document({}, {})
	not entry.collection with input as _document({}, {})
	not entry.organization with input as _document({}, {})
}

test_an_entry_without_type_that_states_a_collection_is_one_too if {
	entry.collection with input as _document({"sample": true}, {})
	not entry.collection with input as _document({"sample": true, "type": "data_resource"}, {})
}

test_a_type_is_only_that if {
	entry.collection with input as _document({"type": "collection"}, {})
	entry.organization with input as _document({"type": "organization"}, {})
	entry.resource with input as _document({"type": "data_resource"}, {})
	not entry.resource with input as _document({"type": "collection"}, {})
}

test_an_empty_list_states_nothing if {
	entry.lacking({"a", "b", "c"}) == {"b", "c"} with input as _document({"a": false, "b": []}, {})
}

test_a_value_that_is_not_stated_lies_nowhere if {
	entry.stated_outside("tier", {"x"}) with input as _document({"tier": "y"}, {})
	not entry.stated_outside("tier", {"y"}) with input as _document({"tier": "y"}, {})
	not entry.stated_outside("tier", {"x"}) with input as _document({}, {})
}

test_the_level_of_a_basis if {
	entry.basis_outside({"law"}) with input as _document({"legal_basis": {"level": "policy"}}, {})
	not entry.basis_outside({"law"}) with input as _document({"legal_basis": {"level": "law"}}, {})
	not entry.basis_outside({"law"}) with input as _document({"legal_basis": {"citation": true}}, {})
	not entry.basis_stated with input as _document({}, {})
}

test_a_change_is_outstanding_until_it_is_done_on_its_day_or_later if {
	days := check.elapsed("data_changed", "data_updated", 1)
	changed := {"data_changed": "2026-11-02"}
	entry.outstanding("data_changed") with input as _document(changed, days)
	before := object.union(changed, {"data_updated": "2026-11-01"})
	entry.outstanding("data_changed") with input as _document(before, days)
	same := object.union(changed, {"data_updated": "2026-11-02"})
	not entry.outstanding("data_changed") with input as _document(same, days)
	not entry.done_later("data_changed") with input as _document(same, days)
	after := object.union(changed, {"data_updated": "2026-11-03"})
	entry.done_later("data_changed") with input as _document(after, days)
	not entry.outstanding("data_changed") with input as _document({}, {})
}

# Ten days, as the parameter of the regulation has it: with nine of them between the last one has not passed.
test_a_deadline_has_passed_when_as_many_days_lie_between if {
	_late(10)
	not _late(9)
	not entry.late("dazhou", "catalogue_update", "entry_changed") with input as _document({}, {})
}

_late(passed) if {
	days := check.elapsed("entry_changed", "entry_updated", passed)
	document := _document({"entry_changed": "2026-11-02", "entry_updated": "2026-11-20"}, days)

	# regal ignore:with-outside-test-context
	entry.late("dazhou", "catalogue_update", "entry_changed") with input as document
}

test_a_deadline_without_calendar_is_undetermined if {
	days := check.unknown("entry_changed", "entry_updated")
	document := _document({"entry_changed": "2026-11-02"}, days)
	entry.undetermined("dazhou", "catalogue_update", "entry_changed") with input as document
	not entry.late("dazhou", "catalogue_update", "entry_changed") with input as document
	known := _document({"entry_changed": "2026-11-02"}, check.elapsed("entry_changed", "entry_updated", 9))
	not entry.undetermined("dazhou", "catalogue_update", "entry_changed") with input as known
}

test_two_providers_are_two_sources if {
	entry.second_source with input as {"alike": {"provider": ["a", "b"]}}
	not entry.second_source with input as {"alike": {"provider": ["a"]}}
}

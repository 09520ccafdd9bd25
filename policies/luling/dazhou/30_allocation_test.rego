package luling.dazhou_test

_market := {
	"resource/properties/high_value": true,
	"resource/properties/safeguards": true,
	"resource/properties/public_procedure": true,
}

test_valuable_data_are_allocated_openly if {
	_reasons("allocate", _market) == {["permit", "allocation_allowed", "art_30"]}
}

test_no_allocation_without_safeguards if {
	facts := object.union(_market, {"resource/properties/safeguards": false})
	_reasons("allocate", facts) == {["deny", "safeguards_missing", "art_30"]}
}

test_no_allocation_behind_closed_doors if {
	facts := object.union(_market, {"resource/properties/public_procedure": false})
	_reasons("allocate", facts) == {["deny", "procedure_not_public", "art_30"]}
}

test_unknown_facts_of_an_allocation_are_asked_for if {
	_missing("allocate", {}) == {
		"resource.properties.high_value",
		"resource.properties.safeguards",
		"resource.properties.public_procedure",
	}
}

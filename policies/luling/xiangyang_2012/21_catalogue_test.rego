package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

_organisation := {
	"type": "organization",
	"security_rules": true,
	"procedures": true,
	"responsible_person": true,
}

test_a_unit_has_its_security_rules if {
	check.problems("xiangyang_2012", _organisation) == set()
	check.problems("xiangyang_2012", object.remove(_organisation, ["security_rules"])) == {[
		"violation",
		"field_missing",
		"security_rules",
		"art_21",
	]}
}

package luling.xiangyang_2012_test

import data.luling.catalogue_test as check

_backup(fields) := check.problems("xiangyang_2012", object.union(_content, fields))

_no_backup := {["violation", "backup_missing", "backed_up", "art_23"]}

test_basic_and_beneficial_databases_are_backed_up if {
	_backup({"tier": "base"}) == _no_backup
	_backup({"tier": "basic", "backed_up": false}) == _no_backup
	_backup({"public_benefit": true}) == _no_backup
	_backup({"tier": "base", "backed_up": true}) == set()
}

test_a_system_across_departments_may_need_a_backup if {
	_backup({"cross_department": true}) == {["warning", "backup_to_confirm", "backed_up", "art_23"]}
	_backup({"cross_department": true, "tier": "base"}) == _no_backup
	_backup({"cross_department": true, "backed_up": true}) == set()
}

test_other_databases_need_none if _backup({"backed_up": false}) == set()

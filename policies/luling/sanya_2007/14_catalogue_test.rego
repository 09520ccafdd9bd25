package luling.sanya_2007_test

import data.luling.catalogue_test as check

_content := {
	"name": "法人基础信息",
	"provider": "工商局",
	"sharing_class": "unconditional",
	"format": true,
	"secrecy_level": true,
	"sharing_scope": true,
	"update_deadline": true,
}

_checked(fields) := check.problems("sanya_2007", object.union(_content, fields))

test_a_complete_entry_has_no_problem if _checked({}) == set()

test_each_content_of_an_entry_is_needed if {
	fields := object.keys(_content)
	found := {field |
		some field in fields
		said := check.problems("sanya_2007", object.remove(_content, [field]))
		said == {["violation", "field_missing", field, "art_14"]}
	}
	found == fields
}

test_base_and_platform_databases_state_how_they_are_shared if {
	_checked({"tier": "base"}) == {["violation", "field_missing", "provision_mode", "art_16"]}
	_checked({"tier": "platform", "provision_mode": "online_query"}) == set()
	_checked({"tier": "node"}) == set()
}

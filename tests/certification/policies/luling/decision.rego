# METADATA
# title: 认证场景 · the policy of the AuthZEN certification scenario
# description: |
#   Rules 1 to 4 look at names only, rules 5 to 8 at properties. Another policy directory than the law's: the program
#   answers by it without a change.
package luling.decision

_readers := {"alice", "bob"}

_writers := {"alice"}

# METADATA
# title: 答复 · answer
# entrypoint: true
answer := {
	"effect": _effect,
	"regulations": ["records"],
	"reasons": [reason | some reason in _reasons],
	"obligations": [],
	"next_steps": [],
	"missing": [],
}

_effect := "deny" if count(_prohibitions) > 0

# Without a permission there is a prohibition, `no_permission_rule`.
_effect := "permit" if count(_prohibitions) == 0

_reasons := _prohibitions if count(_prohibitions) > 0

_reasons := _permissions if count(_prohibitions) == 0

# Rules 1 and 3.
_permissions contains _reason("permit", "may_read", "rule_1") if {
	input.action.name == "read"
	input.subject.id in _readers
}

# Rule 2. Rule 4 is that no such rule names bob.
_permissions contains _reason("permit", "may_write", "rule_2") if {
	input.action.name == "write"
	input.subject.id in _writers
}

# Rule 6.
_permissions contains _reason("permit", "admin_writes_archived", "rule_6") if {
	input.action.name == "write"
	_archived
	input.subject.properties.role == "admin"
}

# Rules 7 and 8.
_permissions contains _reason("permit", "may_delete_softly", "rule_7") if {
	input.action.name == "delete"
	input.subject.id in _writers
	input.action.properties.soft == true
}

# Rule 5, with its exception, rule 6.
_prohibitions contains _reason("deny", "archived", "rule_5") if {
	input.action.name == "write"
	_archived
	not _admin
}

# Nothing is permitted without a rule that permits it.
_prohibitions contains _reason("deny", "no_permission_rule", "rule_4") if count(_permissions) == 0

_archived if input.resource.properties.status == "archived"

_admin if input.subject.properties.role == "admin"

_reason(kind, code, rule) := {"kind": kind, "code": code, "article": concat("/", ["records", rule])}

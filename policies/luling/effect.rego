# METADATA
# title: 裁决的构成 · what a rule may say
# description: |
#   A rule says one thing about a request: that the regulation does not reach it (`outside`), that it is prohibited
#   (`deny`), that something must be done first (`refer`, with the steps), that it is allowed (`permit`), or something
#   that the reader should know (`notice`). Each cites its article. `missing` lists the facts that must be known before
#   it is certain; it is empty where the rule holds.
package luling.effect

# METADATA
# title: 不适用 · outside the scope of the regulation
outside(code, article, missing) := {
	"kind": "not_applicable",
	"code": code,
	"article": article,
	"missing": missing,
	"steps": [],
}

# METADATA
# title: 禁止 · prohibited
deny(code, article, missing) := {
	"kind": "deny",
	"code": code,
	"article": article,
	"missing": missing,
	"steps": [],
}

# METADATA
# title: 须先办理 · lawful once the steps are taken
refer(code, article, missing, steps) := {
	"kind": "refer",
	"code": code,
	"article": article,
	"missing": missing,
	"steps": steps,
}

# METADATA
# title: 允许 · allowed
permit(code, article, missing) := {
	"kind": "permit",
	"code": code,
	"article": article,
	"missing": missing,
	"steps": [],
}

# METADATA
# title: 提示 · something that the reader should know; never changes the effect
notice(code, article) := {
	"kind": "notice",
	"code": code,
	"article": article,
	"missing": [],
	"steps": [],
}

# METADATA
# title: 下一步 · a step, and to whom it is addressed
step(code, to, article) := {"code": code, "to": to, "article": article}

# METADATA
# title: 有期限的下一步 · a step whose answer is due by a deadline
step_by(code, to, article, deadline) := {
	"code": code,
	"to": to,
	"article": article,
	"deadline": deadline,
}

# METADATA
# title: 义务 · an obligation that goes with the answer, and who bears it
obligation(code, article, bearer) := {"code": code, "article": article, "bearer": bearer}

# METADATA
# title: 违反 · a catalogue entry breaks a rule in this field
violation(code, article, field) := {
	"severity": "violation",
	"code": code,
	"article": article,
	"field": field,
}

# METADATA
# title: 提醒 · something in this field of an entry that somebody should look at
warning(code, article, field) := {
	"severity": "warning",
	"code": code,
	"article": article,
	"field": field,
}

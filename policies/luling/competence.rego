# METADATA
# title: 职权 · competence
# description: |
#   Which approvals and agreements count: given by an authority that is competent for that act under that regulation
#   (the table of `policies/casbin/competence.csv`), for this subject and this resource, and not yet expired.
#   A scope narrows a competence (in Xiangyang the data centre approves access to conditional data only); "*" means
#   that the competence is not narrowed.
package luling.competence

# METADATA
# title: 有权作出某行为 · the role is competent for the act
competent(regulation, act, scope, role) if {
	some allowed in data.competence[regulation][act][role].scopes
	allowed in {"*", scope}
}

# METADATA
# title: 已获批准 · an approval of the act that counts
approved(regulation, act, scope) if {
	some approval in _approvals(regulation, act, scope)
	approval.outcome == "approved"
}

# METADATA
# title: 已获某机关批准 · an approval of the act by this role that counts
approved_by(regulation, act, scope, role) if {
	some approval in _approvals(regulation, act, scope)
	approval.outcome == "approved"
	approval.by == role
}

# METADATA
# title: 已被某机关拒绝 · a refusal of the act by this role that counts
refused_by(regulation, act, scope, role) if {
	some approval in _approvals(regulation, act, scope)
	approval.outcome == "refused"
	approval.by == role
}

# METADATA
# title: 未通过 · the act ended in a failure (an acceptance that was not passed)
failed(regulation, act, scope) if {
	some approval in _approvals(regulation, act, scope)
	approval.outcome == "failed"
}

# METADATA
# title: 有效的批准 · the approvals of an act that count, for rules that look closer (the level of the authority)
approvals(regulation, act, scope) := _approvals(regulation, act, scope)

_approvals(regulation, act, scope) := [approval |
	some approval in input.context.approvals
	approval.act == act
	_concerns(approval)
	competent(regulation, concat(".", ["approve", act]), scope, approval.by)
]

# METADATA
# title: 已签协议 · an agreement of this kind that counts
agreed(regulation, kind) if count(agreements(regulation, kind)) > 0

# METADATA
# title: 有效的协议 · the agreements of a kind that count, for rules that look closer (filing, purposes)
agreements(regulation, kind) := [agreement |
	some agreement in input.context.agreements
	agreement.kind == kind
	_concerns(agreement)
	competent(regulation, concat(".", ["sign", kind]), "*", agreement["with"])
]

# An approval or agreement of another subject or resource, one that is not given yet and one that has expired do not
# count. The service fills in subject and resource where the caller leaves them out.
_concerns(act) if {
	act.subject == input.subject.id
	act.resource == input.resource.id
	not _expired(act)
	not _future(act)
}

_expired(act) if act.expires < input.context.time

_future(act) if act.at > input.context.time

# METADATA
# title: 无权机关 · acts by authorities without competence, named in the answer and otherwise ignored
# description: Only where the regulation says who is competent; the article cited is the one that says so.
notices(regulation, scope) := found if {
	# Looked up before the comprehension: rego-cpp takes an argument that indexes a document inside one for any key.
	acts := object.get(data.competence, regulation, {})
	found := {notice |
		some [act, by] in _claimed
		not competent(regulation, act, scope, by)
		rows := object.get(acts, act, {})
		not _perhaps_competent(rows, scope, by)
		some role in object.keys(rows)
		notice := {
			"kind": "notice",
			"code": "incompetent_authority",
			"article": rows[role].article,
			"missing": [],
			"steps": [],
		}
	}
}

# Where the class is not known, a competence that a class narrows may still hold.
_perhaps_competent(rows, "unknown", by) if by in object.keys(rows)

_claimed := _approved_acts | _signed_acts

_approved_acts contains [act, approval.by] if {
	some approval in input.context.approvals
	act := concat(".", ["approve", approval.act])
}

_signed_acts contains [act, agreement["with"]] if {
	some agreement in input.context.agreements
	act := concat(".", ["sign", agreement.kind])
}

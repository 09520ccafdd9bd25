package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.facts
import data.luling.law

# An act that starts a public data project, or may be one: the start itself, and the construction of an information
# system, which article 10 does not count as infrastructure.
_starts_project := [] if input.action.name == "start_project"

_starts_project := missing if {
	input.action.name == "build"
	missing := facts.may_be(facts.property("kind"), "information_system")
}

default _investment := {"path": "resource.properties.investment_yuan"}

_investment := {"path": "resource.properties.investment_yuan", "value": value} if {
	value := input.resource.properties.investment_fen
}

_plan_contents := {"basis", "goal", "content", "budget", "mode", "operation", "security"}

_threshold := law.parameter("dazhou", "review_threshold")

_reviewed if competence.approved("dazhou", "project_review", "*")

# METADATA
# title: 第七条第一款 低于三十万元
# description: |
#   Only projects from the threshold on are reviewed. Interpreted: article 8 is read with the same threshold, so below
#   it no opinion is needed for the later procedures either.
# custom:
#   article: art_7__para_1
reasons contains effect.permit("below_review_threshold", "dazhou/art_7__para_1", missing) if {
	not _reviewed
	missing := array.concat(_starts_project, facts.may_fall_short(_investment, _threshold))
}

# METADATA
# title: 第七条第一款 三十万元(含)以上须经审查
# description: The plan goes to the big data bureau before construction; the threshold itself is included.
# custom:
#   article: art_7__para_1
reasons contains effect.refer("project_review_missing", "dazhou/art_7__para_1", missing, [step]) if {
	not _reviewed
	missing := array.concat(_starts_project, facts.may_reach(_investment, _threshold))
	step := effect.step("submit_plan", "big_data_bureau", "dazhou/art_7__para_1")
}

# METADATA
# title: 第七条第一款 建设方案的内容
# description: |
#   A plan that is submitted states basis, goal, content, budget, mode, operation and security. Interpreted: once the
#   bureau has given its opinion the completeness of the plan is settled.
# custom:
#   article: art_7__para_1
reasons contains effect.refer("plan_incomplete", "dazhou/art_7__para_1", missing, [step]) if {
	not _reviewed
	missing := array.concat(_starts_project, facts.may_reach(_investment, _threshold))
	stated := {item | some item in input.resource.properties.plan_contents}
	"plan_contents" in object.keys(input.resource.properties)
	count(_plan_contents - stated) > 0
	step := effect.step("complete_plan", "project_unit", "dazhou/art_7__para_1")
}

# METADATA
# title: 第八条 未取得审查意见
# description: No approval of the project, funding plan, tender or procurement without the opinion of the bureau.
# custom:
#   article: art_8
reasons contains effect.refer("procedures_closed", "dazhou/art_8", missing, [step]) if {
	not _reviewed
	missing := array.concat(_starts_project, facts.may_reach(_investment, _threshold))
	step := effect.step("obtain_approval", "big_data_bureau", "dazhou/art_7__para_2")
}

# METADATA
# title: 第八条 已取得审查意见
# description: Whatever the investment, a reviewed project may enter the later procedures.
# custom:
#   article: art_8
reasons contains effect.permit("approved", "dazhou/art_8", _starts_project) if _reviewed

package luling.dazhou

import data.luling.effect
import data.luling.facts
import data.luling.law

_actions := {
	"allocate", "build", "charge", "classify", "collect", "commission", "contract", "demand_material", "obtain", "open",
	"publish", "refuse", "request_opening", "start_project", "transfer", "use",
}

# Acts on projects and infrastructure: what the second chapter and article 10 govern.
_project_actions := {"build", "commission", "start_project"}

# Who contracts is a contractor (article 5), who asks for opening may be anyone (article 27).
_by_units if not input.action.name in {"contract", "request_opening"}

default _level := {"path": "subject.properties.level"}

_level := {"path": "subject.properties.level", "value": value} if value := input.subject.properties.level

# METADATA
# title: 第二条第一款 地域
# description: Organs and units of the city. Both parties lie in Dazhou.
# custom:
#   article: art_2__para_1
reasons contains effect.outside("outside_area", "dazhou/art_2__para_1", missing) if {
	missing := law.may_lie_outside("dazhou")
}

# METADATA
# title: 第二条第一款 主体
# description: |
#   Administrative organs of every level of the city, and enterprises and institutions with public management or service
#   functions; by article 32 also Party and political-legal organs.
# custom:
#   article: art_2__para_1
reasons contains effect.outside("kind_not_covered", "dazhou/art_2__para_1", missing) if {
	_by_units
	missing := facts.may_not_be_among(facts.kind, {"administrative_organ", "public_institution", "party_organ"})
}

# METADATA
# title: 第二条第二款 行为
# description: The measure governs public data and their projects; of other acts it says nothing.
# custom:
#   article: art_2__para_2
reasons contains effect.outside("action_not_covered", "dazhou/art_2__para_2", []) if not input.action.name in _actions

# METADATA
# title: 第二条第三款 公共数据项目限于市级部门(单位)
# description: |
#   Public data projects are those of municipal departments and units; construction of infrastructure is such a project.
#   Interpreted: a project of a county or township organ is outside, though the organ itself is in scope otherwise.
# custom:
#   article: art_2__para_3
reasons contains effect.outside("not_municipal_project", "dazhou/art_2__para_3", missing) if {
	input.action.name in _project_actions
	missing := facts.may_not_be(_level, "municipal")
}

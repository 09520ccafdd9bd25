package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.facts

_building if input.action.name == "build"

# The kinds that paragraph 1 and article 31 item 6 name. An information system is not among them: articles 7 to 9.
_infrastructure := facts.may_be_among(
	facts.property("kind"),
	{
		"catalogue_system", "cloud", "data_center", "disaster_recovery", "network", "open_platform",
		"sharing_platform",
	},
)

# What counts as a national rule that requires new infrastructure.
_nationally_required if facts.exception_of({"law", "administrative_regulation", "central_policy", "national_provision"})

# An opinion was asked for and given, whatever it says: the decision is the government's.
_bureau_heard if {
	some opinion in competence.approvals("dazhou", "infrastructure", "*")
	opinion.by == "big_data_bureau"
}

_government_agreed if competence.approved_by("dazhou", "infrastructure", "*", "municipal_government")

_government_refused if {
	competence.refused_by("dazhou", "infrastructure", "*", "municipal_government")
	not _government_agreed
}

# METADATA
# title: 第十条第二款 不再新建、改建、扩建基础设施
# description: |
#   Departments use the common municipal infrastructure and build none of their own, unless national rules require it.
#   Interpreted: a national rule is a law, an administrative regulation, central policy or another national provision.
# custom:
#   article: art_10__para_2
reasons contains effect.deny("new_infrastructure", "dazhou/art_10__para_2", _infrastructure) if {
	_building
	not _nationally_required
}

# METADATA
# title: 第十条第二款 市政府不同意
# description: The decision of the municipal government is final.
# custom:
#   article: art_10__para_2
reasons contains effect.deny("infrastructure_refused", "dazhou/art_10__para_2", _infrastructure) if {
	_building
	_nationally_required
	_government_refused
}

# METADATA
# title: 第十条第二款 征求市大数据局意见
# description: Where national rules require new infrastructure, the opinion of the big data bureau comes first.
# custom:
#   article: art_10__para_2
reasons contains effect.refer("bureau_opinion_missing", "dazhou/art_10__para_2", _infrastructure, [step]) if {
	_building
	_nationally_required
	not _bureau_heard
	step := effect.step("seek_bureau_opinion", "big_data_bureau", "dazhou/art_10__para_2")
}

# METADATA
# title: 第十条第二款 报市政府审定
# description: Then the municipal government decides.
# custom:
#   article: art_10__para_2
reasons contains effect.refer("government_decision_missing", "dazhou/art_10__para_2", _infrastructure, [step]) if {
	_building
	_nationally_required
	not _government_agreed
	step := effect.step("submit_to_government", "municipal_government", "dazhou/art_10__para_2")
}

# METADATA
# title: 第十条第二款 已征求意见并经审定
# description: |
#   Certain even where the kind is not known: an information system is then the subject of articles 7 and 8, which refer
#   it by themselves.
# custom:
#   article: art_10__para_2
reasons contains effect.permit("approved", "dazhou/art_10__para_2", []) if {
	_building
	_infrastructure
	_nationally_required
	_bureau_heard
	_government_agreed
}

# METADATA
# title: 第十条第二款 迁移整合
# description: What runs outside the municipal government cloud moves there.
# custom:
#   article: art_10__para_2
obligations contains effect.obligation(
	"migrate_to_common_infrastructure",
	"dazhou/art_10__para_2",
	"municipal_department",
) if {
	input.action.name in _project_actions
	input.resource.properties.hosted_on_government_cloud == false
}

# METADATA
# title: 第十条第二款 共享改造
# description: A system in operation that does not share yet is retrofitted by the unit that runs it.
# custom:
#   article: art_10__para_2
obligations contains effect.obligation("retrofit_for_sharing", "dazhou/art_10__para_2", "municipal_department") if {
	input.action.name in _project_actions
	input.resource.properties.connected_to_platform == false
}

# METADATA
# title: 第十条第三款 鼓励公共企事业单位使用
# description: Advice only.
# custom:
#   article: art_10__para_3
obligations contains effect.obligation(
	"advice_common_infrastructure",
	"dazhou/art_10__para_3",
	"municipal_department",
) if {
	input.action.name in _project_actions
	facts.kind.value == "public_institution"
}

package luling.liaoning_2019

import data.luling.effect
import data.luling.facts
import data.luling.law

# What the measure speaks of: taking and using shared data, handing them on, refusing, collecting and classifying them,
# serving persons with them, and the systems and platforms that carry the sharing.
_actions := {
	"obtain", "use", "transfer", "publish", "refuse", "collect", "demand_material", "refuse_service",
	"redirect_person", "classify", "build", "commission",
}

_building if input.action.name in {"build", "commission"}

# Acts on a data resource itself. The others concern a collection, a service to a person or an infrastructure.
_sharing if input.action.name in {"obtain", "use", "transfer", "publish", "refuse", "classify"}

# METADATA
# title: 第二条 地域
# description: Government departments within the province. Both parties lie in Liaoning.
# custom:
#   article: art_2
reasons contains effect.outside("outside_area", "liaoning_2019/art_2", missing) if {
	missing := law.may_lie_outside("liaoning_2019")
}

# METADATA
# title: 第二条 主体
# description: |
#   Government departments; by article 7 also public enterprises, institutions and social organisations that serve the
#   public, and by article 27 the central agencies stationed in the province. Party organs are not government
#   departments.
# custom:
#   article: art_2
reasons contains effect.outside("kind_not_covered", "liaoning_2019/art_2", missing) if {
	missing := facts.may_not_be_among(
		facts.kind,
		{"administrative_organ", "public_institution", "social_organization", "central_agency"},
	)
}

# METADATA
# title: 第二条 涉密数据
# description: |
#   State secrets are outside the measure. A service matter is no data resource, and for systems articles 13 and 14 say
#   themselves that only those without secrets are meant; there the sensitivity of data is not asked for.
# custom:
#   article: art_2
reasons contains effect.outside("state_secret", "liaoning_2019/art_2", missing) if {
	not _building
	input.resource.type in {"data_resource", "collection"}
	missing := facts.may_involve({"state_secret"})
}

# METADATA
# title: 第二条 未作规定的基础设施
# description: |
#   Of infrastructure the measure speaks only where it says something of sharing platforms and of information systems
#   (articles 13 and 14).
# custom:
#   article: art_2
reasons contains effect.outside("infrastructure_not_covered", "liaoning_2019/art_2", missing) if {
	_building
	missing := facts.may_not_be_among(facts.property("kind"), {"sharing_platform", "information_system"})
}

# METADATA
# title: 第三条第一款 政务数据资源
# description: |
#   The subject matter are data resources that departments made or acquired in their duties. They may be recorded in any
#   form, so data on paper are inside; a project or a piece of infrastructure is no data resource.
# custom:
#   article: art_3__para_1
reasons contains effect.outside("not_government_data", "liaoning_2019/art_3__para_1", []) if {
	_sharing
	input.resource.type != "data_resource"
}

# METADATA
# title: 第三条第二款 共享行为
# description: |
#   Sharing is using the data of another department, or supplying one's own to another, for the sake of duties. Opening
#   to the public, allocation on the market, fees and contracts are not spoken of.
# custom:
#   article: art_3__para_2
reasons contains effect.outside("action_not_covered", "liaoning_2019/art_3__para_2", []) if {
	not input.action.name in _actions
}

# METADATA
# title: 第七条 公共企事业单位和社会组织
# description: |
#   Suppliers of water, power, gas, heat, telecommunication and public transport, like institutions and relevant social
#   organisations, gather, share, use and manage data as departments do. Read as reaching every action of the measure.
# custom:
#   article: art_7
reasons contains effect.notice("applied_accordingly", "liaoning_2019/art_7") if {
	facts.kind.value in {"public_institution", "social_organization"}
}

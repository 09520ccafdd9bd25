package luling.liaoning_2019

import data.luling.effect
import data.luling.facts
import data.luling.law

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
#   public, and by article 27 the central agencies stationed in the province.
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
# description: State secrets are outside the measure.
# custom:
#   article: art_2
reasons contains effect.outside("state_secret", "liaoning_2019/art_2", missing) if {
	missing := facts.may_involve({"state_secret"})
}

# METADATA
# title: 第二十七条 中央直属驻省部门参照执行
# custom:
#   article: art_27
reasons contains effect.notice("applied_by_reference", "liaoning_2019/art_27") if {
	facts.kind.value == "central_agency"
}

# METADATA
# title: 第二十八条 施行日期
# custom:
#   article: art_28
reasons contains effect.outside("not_in_force", "liaoning_2019/art_28", []) if not law.in_force("liaoning_2019")

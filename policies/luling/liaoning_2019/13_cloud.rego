package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

_information_system := facts.may_be(facts.property("kind"), "information_system") if _building

# METADATA
# title: 第十三条 涉密信息系统
# description: Articles 13 and 14 paragraph 4 bind information systems without state secrets only.
# custom:
#   article: art_13
reasons contains effect.outside("secret_project", "liaoning_2019/art_13", missing) if {
	missing := array.concat(_information_system, facts.may_be(facts.property("secret_project"), true))
}

# METADATA
# title: 第十三条 依托政务云
# description: |
#   The system rests on the government cloud of its level, which supplies computing, storage, management and security.
#   A plan to build is measured by where the system is to run.
# custom:
#   article: art_13
reasons contains effect.permit("hosted_on_cloud", "liaoning_2019/art_13", missing) if {
	missing := array.concat(_information_system, facts.may_be(facts.property("hosted_on_government_cloud"), true))
}

# METADATA
# title: 第十三条 未依托政务云
# description: Lawful once the system is put on the government cloud; the work agency does that work (article 5).
# custom:
#   article: art_13
reasons contains effect.refer("not_on_cloud", "liaoning_2019/art_13", missing, [step]) if {
	missing := array.concat(_information_system, facts.may_be(facts.property("hosted_on_government_cloud"), false))
	step := effect.step("host_on_cloud", "work_agency", "liaoning_2019/art_13")
}

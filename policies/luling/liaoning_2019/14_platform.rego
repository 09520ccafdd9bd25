package luling.liaoning_2019

import data.luling.effect
import data.luling.facts

default _level := {"path": "subject.properties.level"}

_level := {"path": "subject.properties.level", "value": level} if level := input.subject.properties.level

_sharing_platform := facts.may_be(facts.property("kind"), "sharing_platform") if _building

_municipal_platform := array.concat(_sharing_platform, facts.may_be(_level, "municipal"))

_below_municipal := facts.may_be_among(_level, {"county", "township"})

# METADATA
# title: 第十四条第一款 省级共享平台
# description: The provincial platform stands by itself; the level is that of the unit that builds or runs it.
# custom:
#   article: art_14__para_1
reasons contains effect.permit("provincial_platform", "liaoning_2019/art_14__para_1", missing) if {
	missing := array.concat(_sharing_platform, facts.may_be(_level, "provincial"))
}

# METADATA
# title: 第十四条第二款 市级共享平台已接入
# description: A municipal platform is connected to the provincial one.
# custom:
#   article: art_14__para_2
reasons contains effect.permit("municipal_platform_connected", "liaoning_2019/art_14__para_2", missing) if {
	missing := array.concat(_municipal_platform, facts.may_be(facts.property("connected_to_platform"), true))
}

# METADATA
# title: 第十四条第二款 市级共享平台未接入
# description: Lawful once it is connected; of a platform to be built, once its plan connects it.
# custom:
#   article: art_14__para_2
reasons contains effect.refer("municipal_platform_not_connected", "liaoning_2019/art_14__para_2", missing, [step]) if {
	missing := array.concat(_municipal_platform, facts.may_be(facts.property("connected_to_platform"), false))
	step := effect.step("connect_to_provincial_platform", "work_agency", "liaoning_2019/art_14__para_2")
}

# METADATA
# title: 第十四条第三款 县乡不再建设共享平台
# description: Counties, districts, townships and sub-districts build no platform of their own.
# custom:
#   article: art_14__para_3
reasons contains effect.deny("county_platform", "liaoning_2019/art_14__para_3", missing) if {
	input.action.name == "build"
	missing := array.concat(_sharing_platform, _below_municipal)
}

# METADATA
# title: 第十四条第三款 县乡已建平台迁移
# description: A platform that a county or township has built moves to the municipal one, so it is not put into use.
# custom:
#   article: art_14__para_3
reasons contains effect.deny("county_platform_to_migrate", "liaoning_2019/art_14__para_3", missing) if {
	input.action.name == "commission"
	missing := array.concat(_sharing_platform, _below_municipal)
}

# METADATA
# title: 第十四条第四款 信息系统已接入
# description: New and existing systems without secrets share through the platform of their level.
# custom:
#   article: art_14__para_4
reasons contains effect.permit("system_connected", "liaoning_2019/art_14__para_4", missing) if {
	missing := array.concat(_information_system, facts.may_be(facts.property("connected_to_platform"), true))
}

# METADATA
# title: 第十四条第四款 信息系统未接入
# description: Lawful once the system is connected; the work agency runs the platform.
# custom:
#   article: art_14__para_4
reasons contains effect.refer("system_not_connected", "liaoning_2019/art_14__para_4", missing, [step]) if {
	missing := array.concat(_information_system, facts.may_be(facts.property("connected_to_platform"), false))
	step := effect.step("connect_to_platform", "work_agency", "liaoning_2019/art_14__para_4")
}

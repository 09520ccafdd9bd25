package luling.liaoning_2019

import data.luling.effect
import data.luling.facts
import data.luling.law

# METADATA
# title: 第二十七条 中央直属驻省部门参照执行
# description: |
#   Central agencies stationed in the province are not bound directly; the measure is applied to them by reference, and
#   the answer says so.
# custom:
#   article: art_27
reasons contains effect.notice("applied_by_reference", "liaoning_2019/art_27") if {
	facts.kind.value == "central_agency"
}

# METADATA
# title: 第二十八条 施行日期
# description: In force from the first day of 2020, counted in the local time of the province.
# custom:
#   article: art_28
reasons contains effect.outside("not_in_force", "liaoning_2019/art_28", []) if not law.in_force("liaoning_2019")

package luling.sanya_2007

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十三条 目录体系是共享的依据
# description: Data that the catalogue does not have are first catalogued, on the request of article 12.
# custom:
#   article: art_13
reasons contains effect.refer("not_catalogued", "sanya_2007/art_13", [], [step]) if {
	input.action.name == "obtain"
	not facts.catalogued
	step := effect.step("request_cataloguing", "informatization_department", "sanya_2007/art_12")
}

# METADATA
# title: 第十三条 未列入目录的, 暂不提供
# description: |
#   Without the catalogue sharing has no basis yet, so a refusal that is reported with its reasons is lawful until a
#   decision orders otherwise.
# custom:
#   article: art_13
reasons contains effect.permit("refusal_before_catalogue", "sanya_2007/art_13", []) if {
	input.action.name == "refuse"
	not facts.catalogued
	_undecided
	_reported
}

package luling.dazhou

import data.luling.effect
import data.luling.facts

_collecting if input.action.name == "collect"

# METADATA
# title: 第十四条第一款 根据履行职责的需要采集
# description: Data are collected as the duties need and by law.
# custom:
#   article: art_14__para_1
reasons contains effect.deny("collection_outside_duties", "dazhou/art_14__para_1", missing) if {
	_collecting
	missing := facts.may_be(facts.purpose("within_duties"), false)
}

# METADATA
# title: 第十四条第二款 不得重复采集
# description: |
#   One source for one datum. Interpreted: what the sharing platform supplies would be collected again.
# custom:
#   article: art_14__para_2
reasons contains effect.deny("repeat_collection", "dazhou/art_14__para_2", missing) if {
	_collecting
	missing := facts.may_be(facts.circumstance("available_on_platform"), true)
}

# METADATA
# title: 第十四条第一款 依法采集
# description: What is neither outside the duties nor collected twice may be collected.
# custom:
#   article: art_14__para_1
reasons contains effect.permit("collected_for_duties", "dazhou/art_14__para_1", []) if _collecting

# METADATA
# title: 第十四条第一款 采集的说明
# description: |
#   Purpose, scope, way, format and process are stated, with a format sample; so are attributes, class and level.
# custom:
#   article: art_14__para_1
obligations contains effect.obligation("specify_collection", "dazhou/art_14__para_1", "municipal_department") if {
	_collecting
}

# METADATA
# title: 第十四条第四款 被采集对象的权益
# description: Those from whom data are collected keep their lawful rights.
# custom:
#   article: art_14__para_4
obligations contains effect.obligation("no_harm_to_collected", "dazhou/art_14__para_4", "municipal_department") if {
	_collecting
}

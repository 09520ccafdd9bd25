package luling.xiangyang_2012

import data.luling.effect
import data.luling.facts

# METADATA
# title: 第十条第一款 列入目录的数据必须接入
# description: |
#   A refusal that answers no unit's application is a refusal towards the municipal data centre. What is in the
#   catalogue is connected there without any condition, whatever its class. Towards a consumer articles 13 to 15 decide.
# custom:
#   article: art_10__para_1
reasons contains effect.deny("connection_refused", "xiangyang_2012/art_10__para_1", []) if {
	input.action.name == "refuse"
	not _consumer_asked
	facts.catalogued
}

# METADATA
# title: 第十条第一款 未列入目录的数据
# description: The duty to connect starts with the entry in the catalogue.
# custom:
#   article: art_10__para_1
reasons contains effect.permit("connection_not_owed", "xiangyang_2012/art_10__para_1", []) if {
	input.action.name == "refuse"
	not _consumer_asked
	not facts.catalogued
}

# METADATA
# title: 第十条第一款 提供数据访问接口
# description: Goes with the classifying and cataloguing of data.
# custom:
#   article: art_10__para_1
obligations contains effect.obligation("provide_access_interface", "xiangyang_2012/art_10__para_1", "provider") if {
	input.action.name == "classify"
	facts.catalogued
}

# Any particular of an application tells that a unit asked for the data, unless it is said that none was filed.
_consumer_asked if {
	count(input.context.application) > 0
	object.get(input.context.application, "filed", true)
}

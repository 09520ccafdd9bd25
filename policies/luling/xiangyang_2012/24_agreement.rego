package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect

# METADATA
# title: 第二十四条 获取前签署协议
# description: |
#   With the centre, before any data are obtained, unconditional ones included. An agreement is for certain data
#   ("the respective data"), so one on other data does not count.
# custom:
#   article: art_24
reasons contains effect.refer("agreement_missing", "xiangyang_2012/art_24", [], [step]) if {
	input.action.name == "obtain"
	not competence.agreed("xiangyang_2012", "use_and_protection")
	step := effect.step("sign_agreement", "data_center", "xiangyang_2012/art_24")
}

# METADATA
# title: 第二十四条 按约定共享、保护和利用
# description: What was agreed binds the later use too.
# custom:
#   article: art_24
obligations contains effect.obligation("use_as_agreed", "xiangyang_2012/art_24", "consumer") if {
	input.action.name in {"obtain", "use"}
}

package luling.xiangyang_2012

import data.luling.competence
import data.luling.effect
import data.luling.facts

_special := facts.may_be(facts.sharing_class, "special")

# METADATA
# title: 第十五条 只提供给特定对象
# description: |
#   Special data go to the recipients designated for them and to nobody else, also by the municipal government's leave.
#   Where the basis of the class is known to be insufficient the class is contested first (article 4).
# custom:
#   article: art_15
reasons contains effect.deny("not_designated", "xiangyang_2012/art_15", missing) if {
	input.action.name == "obtain"
	not _class_contestable
	missing := array.concat(_special, facts.may_not_be_designated)
}

# METADATA
# title: 第十五条 市政府已批准
# custom:
#   article: art_15
# description: Delivered to the designated recipient through the centre; the centre's own approval does not count here.
reasons contains effect.permit("approved", "xiangyang_2012/art_15", _special) if {
	input.action.name == "obtain"
	competence.approved("xiangyang_2012", "access", "special")
}

# METADATA
# title: 第十五条 市政府尚未批准
# custom:
#   article: art_15
# description: The municipal government decides; no time is set for it.
reasons contains effect.refer("approval_missing", "xiangyang_2012/art_15", _special, [step]) if {
	input.action.name == "obtain"
	not competence.approved("xiangyang_2012", "access", "special")
	step := effect.step("obtain_approval", "municipal_government", "xiangyang_2012/art_15")
}

# METADATA
# title: 第十五条 市政府不予批准
# custom:
#   article: art_15
# description: Final; there is no authority above to turn to.
reasons contains effect.deny("refused_by_government", "xiangyang_2012/art_15", _special) if {
	input.action.name == "obtain"
	competence.refused_by("xiangyang_2012", "access", "special", "municipal_government")
	not competence.approved("xiangyang_2012", "access", "special")
}

# METADATA
# title: 第十五条 转给非特定对象
# description: |
#   Passing special data on would otherwise reach whom article 15 excludes. A designated recipient still needs its own
#   approval; that is decided when it obtains the data.
# custom:
#   article: art_15
reasons contains effect.deny("transferee_not_designated", "xiangyang_2012/art_15", missing) if {
	input.action.name == "transfer"
	missing := array.concat(_special, _may_miss_recipient)
}

# Nobody is designated, whoever the recipient is.
_may_miss_recipient := [] if input.resource.properties.designated_recipients == []

_may_miss_recipient := [] if {
	recipient := input.context.recipient.id
	designated := input.resource.properties.designated_recipients
	not recipient in designated
}

_may_miss_recipient := unknown if {
	not input.resource.properties.designated_recipients == []
	unknown := array.concat(_unknown_recipient, _unknown_designation)
	count(unknown) > 0
}

default _unknown_recipient := ["context.recipient.id"]

_unknown_recipient := [] if input.context.recipient.id

default _unknown_designation := ["resource.properties.designated_recipients"]

_unknown_designation := [] if input.resource.properties.designated_recipients

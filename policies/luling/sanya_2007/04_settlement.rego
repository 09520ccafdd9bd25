package luling.sanya_2007

import data.luling.competence
import data.luling.effect

# The informatization department settles what a provider does not provide, the leading group the major matters. A
# decision is an approval of access that is given or refused. That of the group stands above that of the department; of
# two contrary ones of the same authority the one for sharing counts.
_ordered if competence.approved_by("sanya_2007", "access", "*", "leading_group")

_ordered if {
	competence.approved_by("sanya_2007", "access", "*", "informatization_department")
	not competence.refused_by("sanya_2007", "access", "*", "leading_group")
}

_withheld if {
	not _ordered
	some authority in {"leading_group", "informatization_department"}
	competence.refused_by("sanya_2007", "access", "*", authority)
}

_undecided if {
	not _ordered
	not _withheld
}

# METADATA
# title: 第四条第六项 提供单位不予提供
# description: |
#   Where the provider does not provide, the matter is settled by the informatization department together with the
#   units concerned; until then the requesting organ waits for, and may ask for, that decision.
# custom:
#   article: art_4__item_6
reasons contains effect.refer("refused_by_provider", "sanya_2007/art_4__item_6", [], [step]) if {
	input.action.name == "obtain"
	input.context.application.refused_by_provider == true
	_undecided
	step := effect.step("request_coordination", "informatization_department", "sanya_2007/art_4__item_6")
}

# METADATA
# title: 第四条第六项 决定不予提供
# description: The decision that the data be withheld from this organ is final under the measure.
# custom:
#   article: art_4__item_6
reasons contains effect.deny("refusal_upheld", "sanya_2007/art_4__item_6", []) if {
	input.action.name == "obtain"
	_withheld
}

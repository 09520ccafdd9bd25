package luling.sanya_2007

import data.luling.effect
import data.luling.facts

# Reported with reasons to the informatization department.
_reported if "refusal_reasons" in object.keys(input.context.application)

# METADATA
# title: 第四条第三项 列入目录的必须共享
# description: |
#   A provider may not keep back what is catalogued. This does not bar the report of item 6, so the prohibition holds
#   only as long as the refusal is not reported with its reasons. What article 11 forbids to provide is not due.
# custom:
#   article: art_4__item_3
reasons contains effect.deny("catalogued_must_be_shared", "sanya_2007/art_4__item_3", missing) if {
	input.action.name == "refuse"
	facts.catalogued
	_undecided
	not _reported
	some missing in _owed
}

# METADATA
# title: 第四条第六项 未报告情况和理由
# description: Whoever does not provide what is catalogued owes the department a report of the facts and the reasons.
# custom:
#   article: art_4__item_6
reasons contains effect.deny("refusal_unreported", "sanya_2007/art_4__item_6", missing) if {
	input.action.name == "refuse"
	facts.catalogued
	_undecided
	not _reported
	some missing in _owed
}

# METADATA
# title: 第四条第六项 已报告, 等待决定
# description: A refusal of catalogued data that is reported with reasons waits for the decision of the department.
# custom:
#   article: art_4__item_6
reasons contains effect.refer("decision_pending", "sanya_2007/art_4__item_6", missing, [step]) if {
	input.action.name == "refuse"
	facts.catalogued
	_undecided
	_reported
	some missing in _owed
	step := effect.step("await_decision", "informatization_department", "sanya_2007/art_4__item_6")
}

# METADATA
# title: 第四条第六项 未编目的也须报告
# description: The duty to report speaks of every responder that does not provide, catalogued data or not.
# custom:
#   article: art_4__item_6
reasons contains effect.refer("refusal_unreported", "sanya_2007/art_4__item_6", missing, [step]) if {
	input.action.name == "refuse"
	not facts.catalogued
	_undecided
	not _reported
	some missing in _owed
	step := effect.step("report_refusal", "informatization_department", "sanya_2007/art_4__item_6")
}

# METADATA
# title: 第四条第六项 决定应当提供
# description: Once it is decided that the data be provided, they can no longer be refused.
# custom:
#   article: art_4__item_6
reasons contains effect.deny("sharing_ordered", "sanya_2007/art_4__item_6", missing) if {
	input.action.name == "refuse"
	_ordered
	some missing in _owed
}

# METADATA
# title: 第四条第六项 决定不予提供
# description: A decision that the data be withheld makes the refusal lawful.
# custom:
#   article: art_4__item_6
reasons contains effect.permit("refusal_upheld", "sanya_2007/art_4__item_6", []) if {
	input.action.name == "refuse"
	_withheld
}

package luling.dazhou

import data.luling.competence
import data.luling.effect
import data.luling.law

_commissioning if input.action.name == "commission"

_accepted if competence.approved("dazhou", "acceptance", "*")

# METADATA
# title: 第九条第二款 竣工验收不合格
# description: |
#   A project that failed its acceptance is not put into use. Interpreted: until a later acceptance is passed.
# custom:
#   article: art_9__para_2
reasons contains effect.deny("acceptance_failed", "dazhou/art_9__para_2", []) if {
	_commissioning
	competence.failed("dazhou", "acceptance", "*")
	not _accepted
}

# METADATA
# title: 第九条第二款 未经竣工验收
# description: The unit that builds the project holds the acceptance promptly after completion; use comes after it.
# custom:
#   article: art_9__para_2
reasons contains effect.refer("acceptance_missing", "dazhou/art_9__para_2", [], [step]) if {
	_commissioning
	not competence.failed("dazhou", "acceptance", "*")
	not _accepted
	step := effect.step_by(
		"accept_project",
		"project_unit",
		"dazhou/art_9__para_1",
		law.deadline("dazhou", "acceptance"),
	)
}

# METADATA
# title: 第九条第二款 竣工验收合格
# description: Only an acceptance held by the unit that builds the project counts.
# custom:
#   article: art_9__para_2
reasons contains effect.permit("acceptance_passed", "dazhou/art_9__para_2", []) if {
	_commissioning
	_accepted
}

# METADATA
# title: 第九条第二款 备案
# description: A passed acceptance is filed with the big data bureau.
# custom:
#   article: art_9__para_2
obligations contains effect.obligation("file_acceptance", "dazhou/art_9__para_2", "project_unit") if _commissioning

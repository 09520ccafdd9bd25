package luling.yushui_2018

import data.luling.competence
import data.luling.effect
import data.luling.facts

_level := "subject.properties.level"

_level_known if "level" in object.keys(input.subject.properties)

# The levels whose department has approved, and those whose department has refused without any approval. A review
# that does not say its level is not shown to be of the same level, and does not count.
_approving_levels contains level if {
	some review in competence.approvals("yushui_2018", "collection_terminal", "*")
	review.outcome == "approved"
	level := review.level
}

_refusing_levels := {review.level |
	some review in competence.approvals("yushui_2018", "collection_terminal", "*")
	review.outcome == "refused"
} - _approving_levels

_may_be_reviewed := [] if input.subject.properties.level in _approving_levels

_may_be_reviewed := [_level] if {
	not _level_known
	count(_approving_levels) > 0
}

_may_be_unreviewed := [] if {
	_level_known
	not input.subject.properties.level in _approving_levels
}

_may_be_unreviewed := [] if {
	not _level_known
	count(_approving_levels) == 0
}

_may_be_unreviewed := [_level] if {
	not _level_known
	count(_approving_levels) > 0
}

_may_be_refused := [] if input.subject.properties.level in _refusing_levels

_may_be_refused := [_level] if {
	not _level_known
	count(_refusing_levels) > 0
}

# METADATA
# title: 第九条 优先从信息资源管理机构获取
# description: |
#   What the resource manager of the city or county can supply is taken from it. The priority binds where the manager
#   has it; a terminal is for what it has not.
# custom:
#   article: art_9
reasons contains effect.deny("resource_manager_first", "yushui_2018/art_9", missing) if {
	input.action.name == "deploy_terminal"
	missing := facts.may_be(facts.circumstance("available_on_platform"), true)
}

# METADATA
# title: 第九条 经同级审核部署采集终端
# description: Reviewed by the informatization department of the level of the unit that deploys it.
# custom:
#   article: art_9
reasons contains effect.permit("terminal_reviewed", "yushui_2018/art_9", _may_be_reviewed) if {
	input.action.name == "deploy_terminal"
}

# METADATA
# title: 第九条 尚未经同级审核
# description: |
#   The article forbids unreviewed terminals "in principle"; it names no other way than the review, so the review is
#   needed in every case.
# custom:
#   article: art_9
reasons contains effect.refer("review_missing", "yushui_2018/art_9", _may_be_unreviewed, [step]) if {
	input.action.name == "deploy_terminal"
	step := effect.step("request_review", "informatization_department", "yushui_2018/art_9")
}

# METADATA
# title: 第九条 同级审核未同意
# description: A refusal by the competent department ends the matter.
# custom:
#   article: art_9
reasons contains effect.deny("terminal_refused", "yushui_2018/art_9", _may_be_refused) if {
	input.action.name == "deploy_terminal"
}

# METADATA
# title: 第九条 其他层级的审核不予计入
# description: The department is competent, but not for a unit of this level.
# custom:
#   article: art_9
reasons contains effect.notice("review_by_other_level", "yushui_2018/art_9") if {
	input.action.name == "deploy_terminal"
	_level_known
	count((_approving_levels | _refusing_levels) - {input.subject.properties.level}) > 0
}

# METADATA
# title: 第九条 与当地接口对接
# description: A reviewed terminal is connected to the interface of the local resource manager.
# custom:
#   article: art_9
reasons contains effect.refer("terminal_not_connected", "yushui_2018/art_9", missing, [step]) if {
	input.action.name == "deploy_terminal"
	missing := facts.may_be(facts.property("connected_to_platform"), false)
	step := effect.step("connect_terminal", "resource_manager", "yushui_2018/art_9")
}

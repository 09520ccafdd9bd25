# METADATA
# title: 目录条目 · catalogue entries
# description: |
#   The words in which every regulation asks about an entry of a catalogue, of a collection or of an organisation. What
#   an entry does not state is missing: in a catalogue, unlike in a request, silence is itself the defect.
package luling.entry

import data.luling.law

# METADATA
# title: 数据资源条目 · an entry of a data resource (an entry that names no type is one)
resource if input.entry.type == "data_resource"

resource if _untyped

# METADATA
# title: 采集条目 · an entry of a collection, by its type or, where it names none, by what it states
collection if input.entry.type == "collection"

collection if {
	_untyped
	count(object.keys(input.entry) & _of_collections) > 0
}

_of_collections := {"purpose", "scope", "way", "process", "sample", "collects_from", "identifiers"}

# METADATA
# title: 单位条目 · an entry of an organisation
organization if input.entry.type == "organization"

_untyped if not "type" in object.keys(input.entry)

# METADATA
# title: 已标明 · the entry states the field
stated(field) if {
	field in object.keys(input.entry)
	input.entry[field] != []
}

# METADATA
# title: 未标明的 · those of the fields that the entry does not state
lacking(fields) := {field | some field in fields; not stated(field)}

# METADATA
# title: 已标明而不属于 · the entry states a value of the field that is none of these
stated_outside(field, values) if {
	stated(field)
	not input.entry[field] in values
}

# METADATA
# title: 依据层级 · the level of the basis is stated
basis_stated if input.entry.legal_basis.level

# METADATA
# title: 依据层级不足 · the stated level of the basis is none of these
basis_outside(levels) if {
	basis_stated
	not input.entry.legal_basis.level in levels
}

# METADATA
# title: 尚未办理 · what the change asks for has not been done since
outstanding(change) if {
	stated(change)
	not _done(change)
}

_done(change) if {
	done := input.elapsed[change].done_by
	input.entry[done] >= input.entry[change]
}

# METADATA
# title: 当日未办 · what the change asks for was done, but on a later day
done_later(change) if {
	done := input.elapsed[change].done_by
	input.entry[done] > input.entry[change]
}

# METADATA
# title: 逾期 · what the change asks for was done after the deadline, or is overdue
# description: |
#   The service counts the days between: those after the day of the change and before the day on which it was done, or
#   before the day of the check. When they are as many as the deadline has, its last day has passed. Where a year has no
#   notice on its holidays, it is known only that there are at least and at most so many.
late(regulation, deadline, change) if {
	norm := law.deadline(regulation, deadline)
	_passed(change)[norm.unit].least >= norm.days
}

# METADATA
# title: 待定 · whether it is late cannot be told, for want of a notice on the holidays of a year
undetermined(regulation, deadline, change) if {
	norm := law.deadline(regulation, deadline)
	passed := _passed(change)[norm.unit]
	passed.least < norm.days
	passed.most >= norm.days
}

_passed(change) := input.elapsed[change].done if _done(change)

_passed(change) := input.elapsed[change].now if not _done(change)

# METADATA
# title: 不止一个来源 · entries of this name have more than one provider
second_source if count(input.alike.provider) > 1

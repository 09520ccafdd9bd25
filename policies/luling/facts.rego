# METADATA
# title: 事实 · facts
# description: |
#   The words in which every regulation asks about a request. A fact is known or absent, and absent is not false.
#   `may_be` and its kin answer with the paths of the facts that would have to be known first: an empty list where it
#   is so, a path where it may be so, and nothing (undefined) where it is known not to be so. A rule hands that list on
#   as the `missing` of its reason.
package luling.facts

# METADATA
# title: 主体类别 · kind of subject (a utility counts as a public institution everywhere)
default kind := {"path": "subject.properties.kind"}

kind := {"path": "subject.properties.kind", "value": "public_institution"} if {
	input.subject.properties.kind == "utility"
}

kind := {"path": "subject.properties.kind", "value": value} if {
	value := input.subject.properties.kind
	value != "utility"
}

# METADATA
# title: 共享类型 · sharing class
default sharing_class := {"path": "resource.properties.sharing_class"}

sharing_class := {"path": "resource.properties.sharing_class", "value": value} if {
	value := input.resource.properties.sharing_class
}

# METADATA
# title: 资源的其他属性 · any other property of the resource
property(name) := {"path": path, "value": value} if {
	path := concat(".", ["resource.properties", name])
	value := input.resource.properties[name]
}

property(name) := {"path": concat(".", ["resource.properties", name])} if not _has_property(name)

_has_property(name) if name in object.keys(input.resource.properties)

# METADATA
# title: 请求环境的事实 · a fact of the context
circumstance(name) := {"path": path, "value": value} if {
	path := concat(".", ["context", name])
	value := input.context[name]
}

circumstance(name) := {"path": concat(".", ["context", name])} if not name in object.keys(input.context)

# METADATA
# title: 用途的事实 · a fact of the purpose
purpose(name) := {"path": path, "value": value} if {
	path := concat(".", ["context.purpose", name])
	value := input.context.purpose[name]
}

purpose(name) := {"path": concat(".", ["context.purpose", name])} if not name in object.keys(input.context.purpose)

# METADATA
# title: 共享渠道 · channel of the exchange
default channel := {"path": "action.properties.channel"}

channel := {"path": "action.properties.channel", "value": value} if value := input.action.properties.channel

# METADATA
# title: 是某值或可能是某值 · the fact has, or may have, the value
may_be(fact, value) := [] if fact.value == value

may_be(fact, _) := [fact.path] if not _known(fact)

# METADATA
# title: 不是某值或可能不是某值 · the fact has, or may have, another value
may_not_be(fact, value) := [] if fact.value != value

may_not_be(fact, _) := [fact.path] if not _known(fact)

# METADATA
# title: 不属于或可能不属于某些值 · the fact lies, or may lie, outside the values
may_not_be_among(fact, values) := [] if {
	_known(fact)
	not fact.value in values
}

may_not_be_among(fact, _) := [fact.path] if not _known(fact)

# METADATA
# title: 属于或可能属于某些值 · the fact has, or may have, one of the values
may_be_among(fact, values) := [] if fact.value in values

may_be_among(fact, _) := [fact.path] if not _known(fact)

# METADATA
# title: 达到或可能达到某数额 · the amount reaches, or may reach, the threshold
may_reach(fact, threshold) := [] if fact.value >= threshold

may_reach(fact, _) := [fact.path] if not _known(fact)

# METADATA
# title: 低于或可能低于某数额 · the amount lies, or may lie, below the threshold
may_fall_short(fact, threshold) := [] if fact.value < threshold

may_fall_short(fact, _) := [fact.path] if not _known(fact)

_known(fact) if "value" in object.keys(fact)

# METADATA
# title: 涉及或可能涉及某类敏感内容 · the data involve, or may involve, one of the sensitivities
may_involve(kinds) := [] if count(_sensitivities & kinds) > 0

may_involve(_) := ["resource.properties.sensitivity"] if not _sensitivity_known

# METADATA
# title: 不涉及或可能不涉及这些敏感内容 · the data involve, or may involve, none of the sensitivities
may_not_involve(kinds) := [] if {
	_sensitivity_known
	count(_sensitivities & kinds) == 0
}

may_not_involve(_) := ["resource.properties.sensitivity"] if not _sensitivity_known

_sensitivity_known if "sensitivity" in object.keys(input.resource.properties)

_sensitivities := {item | some item in input.resource.properties.sensitivity}

# METADATA
# title: 已编目 · catalogued (true unless it is known otherwise)
default catalogued := true

catalogued := false if input.resource.properties.catalogued == false

# METADATA
# title: 电子形式 · electronic (true unless it is known otherwise)
default electronic := true

electronic := false if input.resource.properties.electronic == false

# METADATA
# title: 主体是指定的共享对象 · the subject is a designated recipient, or may be
may_be_designated := [] if input.subject.id in input.resource.properties.designated_recipients

may_be_designated := ["resource.properties.designated_recipients"] if not _designation_known

# METADATA
# title: 主体不是指定的共享对象 · the subject is not, or may not be, a designated recipient
may_not_be_designated := [] if {
	_designation_known
	not input.subject.id in input.resource.properties.designated_recipients
}

may_not_be_designated := ["resource.properties.designated_recipients"] if not _designation_known

_designation_known if "designated_recipients" in object.keys(input.resource.properties)

# METADATA
# title: 提供方预设的条件全部满足 · every condition that the provider set in advance is met
conditions_met if {
	unmet := {condition |
		some condition in object.get(input.resource.properties, "conditions", [])
		not condition in input.context.conditions_met
	}
	count(unmet) == 0
}

# METADATA
# title: 所称例外的层级足够 · the claimed exception rests on a rule of one of these levels
exception_of(levels) if input.context.exception.level in levels

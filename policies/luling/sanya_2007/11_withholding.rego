package luling.sanya_2007

import data.luling.effect
import data.luling.facts

# Whether the organ that is refused (the recipient of the request) is a designated one. An empty list designates nobody.
default _designation := "unknown"

_designation := "lacking" if facts.property("designated_recipients").value == []

_designation := "lacking" if {
	requester := input.context.recipient.id
	designated := facts.property("designated_recipients").value
	not requester in designated
}

_designation := "given" if input.context.recipient.id in facts.property("designated_recipients").value

_may_be_given := [] if _designation == "given"

_may_be_given := _designation_facts if _designation == "unknown"

_may_be_lacking := [] if _designation == "lacking"

_may_be_lacking := _designation_facts if _designation == "unknown"

_designation_facts := array.concat(
	[path |
		path := "resource.properties.designated_recipients"
		not "designated_recipients" in object.keys(input.resource.properties)
	],
	[path |
		path := "context.recipient.id"
		not "id" in object.keys(object.get(input.context, "recipient", {}))
	],
)

_exempt contains missing if {
	not _basis_insufficient
	missing := facts.may_be(facts.sharing_class, "excluded")
}

_exempt contains missing if {
	input.action.name == "refuse"
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), _may_be_lacking)
}

# The ways in which the data may be due to the requesting organ, each with the facts that must be known first. They are
# due without a question where no exemption can hold.
_owed contains [] if count(_exempt) == 0

_owed contains missing if {
	count(_exempt) > 0
	missing := facts.may_not_be_among(facts.sharing_class, {"conditional", "excluded"})
}

_owed contains missing if {
	count(_exempt) > 0
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), _may_be_given)
}

_owed contains missing if {
	count(_exempt) > 0
	_basis_insufficient
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十一条 非共享类不能提供
# description: |
#   The special article goes before the duty of article 4 to share what is catalogued: such a refusal needs no report.
#   A class whose basis is known to be insufficient gives no such right.
# custom:
#   article: art_11
reasons contains effect.permit("excluded_withheld", "sanya_2007/art_11", missing) if {
	input.action.name == "refuse"
	not _basis_insufficient
	missing := facts.may_be(facts.sharing_class, "excluded")
}

# METADATA
# title: 第十一条 受限共享类只提供给指定的单位
# description: The provider may refuse, and must, where another organ than a designated one asks.
# custom:
#   article: art_11
reasons contains effect.permit("recipient_not_designated", "sanya_2007/art_11", missing) if {
	input.action.name == "refuse"
	missing := array.concat(facts.may_be(facts.sharing_class, "conditional"), _may_be_lacking)
}

package luling.dazhou

import data.luling.effect

_requesting if input.action.name == "request_opening"

_purpose_stated if "text" in object.keys(input.context.purpose)

_purpose_stated if "use" in object.keys(input.context.application)

# METADATA
# title: 第二十七条 任何人可以申请开放
# description: Natural persons, legal persons and other organisations, to the unit that holds the data, on the platform.
# custom:
#   article: art_27
reasons contains effect.permit("anyone_may_request_opening", "dazhou/art_27", []) if _requesting

# METADATA
# title: 第二十七条 说明利用目的
# description: |
#   An application states the purpose. Interpreted: in the application or in the request itself.
# custom:
#   article: art_27
reasons contains effect.refer("purpose_not_stated", "dazhou/art_27", [], [step]) if {
	_requesting
	not _purpose_stated
	step := effect.step("state_purpose", "provider", "dazhou/art_27")
}

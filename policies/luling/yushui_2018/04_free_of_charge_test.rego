package luling.yushui_2018_test

test_a_fee_is_denied if {
	answer := _answer("charge", {"context/fee_fen": 1})
	answer.effect == "deny"
	_why(answer) == {["charge_for_sharing", "yushui_2018/art_4__item_3"]}
}

test_no_fee_is_lawful if _why(_answer("charge", {})) == {["free_of_charge", "yushui_2018/art_4__item_3"]}

test_the_fee_must_be_known if _without("charge", {}, ["context/fee_fen"]).missing == ["context.fee"]

test_who_uses_answers_for_security if {
	some obligation in _answer("use", {}).obligations
	obligation == {"code": "secure_use", "article": "yushui_2018/art_4__item_3", "bearer": "consumer"}
}

package luling.xiangyang_2012_test

test_unconditional_data_are_taken_directly if {
	answer := _answer("obtain", object.union(_class("unconditional"), _ready))
	answer.effect == "permit"
	answer.reasons == [{"kind": "permit", "code": "unconditional_class", "article": "xiangyang_2012/art_13"}]
}

test_unknown_class_leaves_it_open if {
	answer := _answer("obtain", _ready)
	answer.effect == "indeterminate"
	"resource.properties.sharing_class" in answer.missing
}

test_unconditional_data_must_not_be_refused if {
	answer := _answer("refuse", object.union(_class("unconditional"), _asked))
	answer.effect == "deny"
	_says(answer, "deny", "unconditional_refused", "art_13")
}

package luling.liaoning_2019_test

_classify(class, level) := _answer("classify", {
	"resource/properties/sharing_class": class,
	"resource/properties/legal_basis": {"level": level},
})

test_no_basis_is_needed_to_share if {
	answer := _answer("classify", {"resource/properties/sharing_class": "unconditional"})
	answer.effect == "permit"
	_says(answer, "permit", "sharing_in_principle", "art_12__para_1")
}

test_each_sufficient_level_carries_a_restriction if {
	levels := [
		"law",
		"administrative_regulation",
		"local_regulation",
		"rule",
		"national_provision",
		"provincial_provision",
	]
	carried := [level |
		some level in levels
		some class in ["conditional", "excluded"]
		_says(_classify(class, level), "permit", "basis_sufficient", "art_12__para_2")
	]
	count(carried) == 12
}

test_no_other_level_carries_a_restriction if {
	answers := [_classify(class, level) |
		some level in ["central_policy", "policy", "other"]
		some class in ["conditional", "excluded"]
	]
	denied := [answer | some answer in answers; _says(answer, "deny", "basis_insufficient", "art_12__para_2")]
	count(denied) == 6
}

test_an_unstated_basis_leaves_a_restriction_open if {
	answer := _answer("classify", {"resource/properties/sharing_class": "conditional"})
	answer.effect == "indeterminate"
	answer.missing == ["resource.properties.legal_basis.level"]
}

test_with_a_sufficient_basis_the_class_need_not_be_known if {
	_answer("classify", {"resource/properties/legal_basis": {"level": "law"}}).effect == "permit"
}

test_without_class_and_basis_both_are_asked_for if {
	answer := _answer("classify", {})
	answer.effect == "indeterminate"
	{path | some path in answer.missing} == {
		"resource.properties.legal_basis.level",
		"resource.properties.sharing_class",
	}
}

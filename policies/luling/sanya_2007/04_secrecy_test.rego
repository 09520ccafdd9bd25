package luling.sanya_2007_test

import data.luling.builder_test as builder

_signed := builder.agreement("confidentiality", "provider")

_filed_with(authorities) := {"context/agreements": [object.union(_signed, {"filed_with": authorities})]}

_filed := _filed_with(["secrecy_bureau", "informatization_department"])

_conforming := {"context/purpose/matches_stated_use": true}

_private := {"resource/properties/sensitivity": ["personal_privacy"]}

test_national_security_needs_the_agreement_of_article_4 if {
	answer := _answer("obtain", _obtaining, {"resource/properties/sensitivity": ["national_security"]})
	_says(answer, "refer", "confidentiality_agreement_missing", "art_4__item_5")
	_points(answer, "sign_agreement", "provider", "art_26")
	count(answer.next_steps) == 1
}

test_the_public_interest_needs_no_agreement if {
	_answer("obtain", _obtaining, {"resource/properties/sensitivity": ["public_interest"]}).effect == "permit"
}

test_an_agreement_is_filed_with_both_authorities if {
	signed := object.union(_private, {"context/agreements": [_signed]})
	answer := _answer("obtain", _obtaining, object.union(signed, _conforming))
	_says(answer, "refer", "agreement_not_filed", "art_4__item_5")
	_points(answer, "file_agreement", "secrecy_bureau", "art_4__item_5")
	_points(answer, "file_agreement", "informatization_department", "art_4__item_5")
}

test_only_the_filing_that_lacks_is_asked_for if {
	half := object.union(_private, _filed_with(["secrecy_bureau"]))
	answer := _answer("obtain", _obtaining, object.union(half, _conforming))
	_points(answer, "file_agreement", "informatization_department", "art_4__item_5")
	count(answer.next_steps) == 1
}

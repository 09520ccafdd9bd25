"""The law as policy: citations, codes and messages, tests beside the policies, and the portable subset.

Each lint is also run over text that is wrong, so that a lint that finds nothing any more is noticed.
"""

from __future__ import annotations

import pytest

from luling.analysis import citations, rego
from luling.law.citation import article_of
from tests.repository import policies
from tests.repository.places import REGULATIONS, articles, codes_with_words, provisions

in_every_regulation = pytest.mark.parametrize("regulation", REGULATIONS)
in_every_folder = pytest.mark.parametrize("folder", ["", *REGULATIONS])

GOOD = """package luling.made_up

import data.luling.effect

# Why it is read so.
_using if input.action.name in {"obtain", "use"}

# METADATA
# title: 第二条
# description: |
#   A word: with a colon, and a "quoted # sign".
# custom:
#   article: art_2
reasons contains effect.deny("outside_duties", "made_up/art_2", missing) if {
	_using # told above
	missing := facts.may_be(facts.purpose("within_duties"), false)
}
"""


def made_up(rule: str) -> list[rego.Rule]:
    return list(rego.statements(f"package luling.made_up\n\n{rule}", "made_up.rego"))


def spoken(head: str, *, article: str = "art_2", body: str = 'input.action.name == "use"') -> list[rego.Rule]:
    metadata = f"# METADATA\n# title: 第二条\n# custom:\n#   article: {article}\n"
    return made_up(f"{metadata}reasons contains {head} if {{\n\t{body}\n}}\n")


def citation_problems(rules: list[rego.Rule]) -> list[str]:
    return list(citations.citation_problems(rules, "made_up", {"art_2", "art_3"}))


def test_a_good_file_has_no_problem() -> None:
    rules = list(rego.statements(GOOD, "made_up.rego"))
    assert [rule.name for rule in rules if rule.speaks] == ["reasons"]
    assert citation_problems(rules) == []
    assert list(policies.code_problems(rules, {"outside_duties"})) == []
    assert list(policies.portability_problems(rules)) == []
    assert list(policies.number_problems(rules)) == []


@in_every_regulation
def test_each_rule_cites_the_article_of_its_metadata(regulation: str) -> None:
    rules = policies.rules_of(regulation)
    assert [rule for rule in rules if rule.speaks], "no rule speaks"
    assert list(citations.citation_problems(rules, regulation, provisions(regulation))) == []


def test_a_wrong_citation_is_found() -> None:
    assert citation_problems(spoken('effect.deny("x", "made_up/art_2", [])', article="art_3")) == [
        "made_up.rego:7: METADATA says `art_3`, the rule `art_2`"
    ]
    assert citation_problems(spoken('effect.deny("x", "made_up/art_9", [])', article="art_9")) == [
        "made_up.rego:7: `art_9` is not in the article register"
    ]
    assert citation_problems(spoken('effect.deny("x", "other/art_2", [])')) == [
        "made_up.rego:7: cites `other`, not its own regulation"
    ]
    assert citation_problems(spoken('effect.deny("x", article, [])')) == ["made_up.rego:7: cites no article literally"]


def test_missing_metadata_is_found() -> None:
    assert citation_problems(made_up('obligations contains effect.obligation("x", "made_up/art_2", "provider")\n')) == [
        "made_up.rego:3: no METADATA above the rule"
    ]
    assert citation_problems(made_up('# METADATA\n# scope: rule\nreasons contains f("made_up/art_2")\n')) == [
        "made_up.rego:5: METADATA has no title",
        "made_up.rego:5: METADATA has no `custom.article`",
    ]


@in_every_regulation
def test_every_article_marked_scope_or_rule_is_encoded(regulation: str) -> None:
    cited = {
        article_of(citation.eid) for rule in policies.rules_of(regulation) if rule.speaks for citation in rule.citations
    }
    decided = [article.id for article in articles(regulation) if {"scope", "rule"}.intersection(article.marks)]
    assert [article for article in decided if article not in cited] == []


@in_every_regulation
def test_every_code_has_a_message(regulation: str) -> None:
    worded = codes_with_words(regulation) | codes_with_words("")
    assert list(policies.code_problems(policies.rules_of(regulation), worded)) == []


def test_a_code_without_message_and_a_code_that_is_computed_are_found() -> None:
    rules = spoken('effect.refer(code, "made_up/art_2", [], [effect.step(\'x\', "provider")])'.replace("'", '"'))
    assert list(policies.code_problems(rules, {"x"})) == ["made_up.rego:7: the code `code` is not a literal"]
    assert list(policies.code_problems(rules, set()))[1:] == ['made_up.rego:7: the code `"x"` has no message']


def test_codes_of_a_list_in_the_rule_are_literals() -> None:
    rules = spoken('effect.obligation(code, "made_up/art_2", "provider")', body='some code in ["x", "y"]')
    assert list(policies.code_problems(rules, {"x"})) == ['made_up.rego:7: the code `"y"` has no message']


@in_every_regulation
def test_no_message_of_a_regulation_is_unused(regulation: str) -> None:
    used = policies.codes_used(policies.rules_of(regulation)) | policies.codes_used(policies.rules_of(""))
    assert sorted(codes_with_words(regulation) - used) == []


def test_no_shared_message_is_unused() -> None:
    used = set().union(*(policies.codes_used(policies.rules_of(folder)) for folder in ("", *REGULATIONS)))
    assert sorted(codes_with_words("") - used) == []


@in_every_folder
def test_each_policy_file_has_its_test_beside_it(folder: str) -> None:
    assert list(policies.files_without_test(folder)) == []


@in_every_folder
def test_policies_stay_in_the_portable_subset(folder: str) -> None:
    assert list(policies.portability_problems(policies.rules_of(folder))) == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('a := sprintf("%d", [1])', "sprintf"),
        ("a := time.now_ns()", "time"),
        ('a if regex.match("x", "y")', "regex"),
        ('a := http.send({"url": "x"})', "http"),
        ("a := rego.metadata.rule()", "rego"),
        ('a := crypto.sha256("x")', "crypto"),
        ('a := io.jwt.decode("x")', "io.jwt"),
        ("a := input.x / 2", "division"),
        ("a := 0.5", "fraction"),
        ("a := 1 if {\n\tinput.x\n} else := 2", "else"),
        ("a if {\n\tevery x in input.xs {\n\t\tx > 1\n\t}\n}", "every"),
        ("a.b contains 1 if input.x", "head of one part"),
        ("b := 1\n\na if {\n\tb := 2\n\tb > 1\n}", "`b` has the name of a rule"),
        ("b := 1\n\na if some b in input.xs", "`b` has the name of a rule"),
        ("b := 1\n\na(b) if b > 1", "`b` has the name of a rule"),
    ],
)
def test_what_engines_run_differently_is_found(rule: str, told: str) -> None:
    assert [problem for problem in policies.portability_problems(made_up(rule)) if told in problem]


def test_words_in_strings_and_comments_are_not_taken_for_code() -> None:
    assert list(policies.portability_problems(made_up('# else / 0.5 every\na := "sprintf / 0.5 # else"\n'))) == []


@in_every_regulation
def test_numbers_of_the_law_stand_in_the_rules(regulation: str) -> None:
    assert list(policies.number_problems(policies.rules_of(regulation))) == []


def test_a_number_in_a_policy_is_found() -> None:
    assert list(policies.number_problems(made_up("a if input.days > 5\n"))) == [
        "made_up.rego:3: the number 5 belongs into `regulation.yaml`"
    ]

"""What policies may do with identifiers, texts, times and amounts, so that the memory of decisions answers rightly."""

from __future__ import annotations

from pathlib import Path

import pytest

from luling.decision.knowledge import Knowledge
from luling.policy.reduction import landmarks
from luling.policy.sources import PolicyError, PolicySet, read_policy_set
from luling.request.normalisation import parse_instant
from luling.request.parts import Landmarks
from luling.settings import Settings

SETTINGS = Settings()
VOCABULARY = Knowledge.read(SETTINGS.rules).vocabulary
_DATA = {
    "law": {
        "zoo": {
            "from": "2020-01-01T00:00:00.000000Z",
            "until": "9999-12-31T23:59:59.999999Z",
            "area": ["990000"],
            "days": 5,
            "terms": ["promptly"],
        }
    }
}


def found(rule: str) -> Landmarks:
    text = f"package zoo\n\nanswer := {{}} if _asked\n\n{rule}\n"
    policies = PolicySet({"zoo.rego": text}, _DATA, {}, (), text)
    return landmarks(policies, VOCABULARY, "zoo.answer")


def test_the_policies_of_all_regulations_keep_to_it() -> None:
    policies = read_policy_set(SETTINGS.rules, SETTINGS.policies)
    known = landmarks(policies, VOCABULARY, SETTINGS.entrypoint)
    dated = {law["effective"]["from"] for law in policies.data["law"].values()}
    assert {parse_instant(text) for text in dated} - {None} <= set(known.instants)
    assert {"420600", "id_number", "liaoning_2019/art_17__para_2"} <= known.words
    assert 30_000_000 in known.amounts


@pytest.mark.parametrize(
    "rule",
    [
        "_asked if input.subject.id == input.resource.properties.provider",
        '_asked if input.subject.id == "zoo-keeper"',
        "_asked if input.subject.id in input.resource.properties.designated_recipients",
        '_asked if count({one | some one in input.context.collected_fields} & {"id_number"}) > 0',
        "_asked if { some one in input.context.conditions_met; not one in input.resource.properties.conditions }",
        "_asked if count(input.resource.properties.conditions) == 2",
        "_asked if input.resource.properties.conditions[0] == input.resource.properties.conditions[1]",
        "_asked if data.law[input.resource.properties.provider].days == 5",
        "_asked if { some one in input.resource.properties.jurisdictions; one in data.law.zoo.area }",
        "_asked if input.context.time >= data.law.zoo.from",
        "_asked if input.context.time < data.law.zoo.until",
        '_asked if input.context.time >= "2026-01-01T00:00:00.000000Z"',
        "_asked if { some one in input.context.approvals; one.expires < input.context.time }",
        "_asked if input.context.fee_fen > 0",
        "_asked if input.resource.properties.investment_fen >= data.law.zoo.days",
        "_asked if input.context.purpose.text",
        '_asked if not "text" in object.keys(input.context.purpose)',
        '_asked if startswith(input.subject.properties.kind, "public_")',
        "_f(x, y) if x == y\n\n_asked if _f(input.subject.id, input.resource.id)",
        "_asked if { some one in [x | some x in input.resource.properties.conditions]; one == input.subject.id }",
    ],
)
def test_what_the_canonical_form_keeps_is_allowed(rule: str) -> None:
    assert isinstance(found(rule), Landmarks)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ('_asked if startswith(input.subject.id, "xy-")', "`startswith` is given an identifier"),
        ("_asked if input.subject.id < input.resource.id", "the order of an identifier and an identifier"),
        ('_asked if input.subject.id == concat("-", ["a", "b"])', "compares an identifier with something computed"),
        ('_asked if concat("", [input.subject.id, "x"]) == "ax"', "`concat` is given an identifier"),
        ("_asked if count(input.subject.id) > 3", "`count` is given an identifier"),
        ("_asked if max({x | some x in input.context.conditions_met}) == 1", "`max` is given an identifier"),
        (
            '_asked if [x | some x in {y | some y in input.context.conditions_met}][0] == "a"',
            "an array in the order of identifiers",
        ),
        (
            "_asked if [n | some y in {y | some y in input.context.conditions_met}; n := data.law[y].days] == [5, 1]",
            "an array in the order of identifiers",
        ),
        ("_asked if input.context.fee_fen * 2 > 5", "computes with an amount"),
        ("_asked if input.context.fee_fen > count(input.context.approvals)", "the order of an amount and something"),
        (
            "_asked if input.context.fee_fen > input.resource.properties.investment_fen",
            "the order of an amount and an amount",
        ),
        ("_asked if input.context.fee_fen == input.resource.properties.investment_fen", "compares an amount"),
        ("_asked if count({input.context.fee_fen, 5}) == 1", "puts an amount into a set"),
        ('_asked if input.context.time < "2026"', "the order of an instant and the constant `2026`"),
        ('_asked if input.context.time < "2026-01-01T00:00:00Z"', "the order of an instant and the constant"),
        ("_asked if input.context.time < data.law.zoo.terms[0]", "the order of an instant and the law as data"),
        ('_asked if substring(input.context.time, 0, 4) == "2026"', "`substring` is given an instant"),
        ("_asked if input.context.time == input.subject.id", "an identifier with an instant"),
        ("_asked if input.context.time == input.subject.properties.kind", "an instant with a code"),
        ('_asked if input.context.purpose.text == "x"', "compares a text with the constant `x`"),
        ("_asked if input.context.purpose.text == input.subject.id", "compares a text with an identifier"),
        ("_asked if count(input.context.purpose.text) > 2", "`count` is given a text"),
        ("_asked if count({input.context.purpose.text}) > 2", "puts a text into a set"),
        ("_asked if input.context.purpose == {}", "compares whole objects"),
        ("_asked if { x := {input.subject.id: 1}; x.a == 1 }", "the name of a member out of an identifier"),
        ("_asked if input.context[input.subject.id]", "looks up an identifier"),
        ("_asked if time.now_ns() > 5", "`time.now_ns`"),
        ('_asked if http.send({"url": input.subject.id})', "`http.send`"),
        ('_asked if json.marshal(input) == "x"', "`json.marshal`"),
        ('_f(x) if startswith(x, "xy-")\n\n_asked if _f(input.resource.id)', "`startswith` is given an identifier"),
        ('_asked if { some one in input.context.approvals; startswith(one.subject, "x") }', "is given an identifier"),
        ('_asked if startswith(input[["subject", "resource"][0]].id, "x")', "is given an identifier"),
        ('_asked if startswith(object.get(input.subject, "id", ""), "x")', "is given an identifier"),
        ("_asked if input.subject.id with input.subject.id as 1", "`with`"),
        ("_asked if every one in input.context.conditions_met { one == 1 }", "`Every`"),
        ("_asked := 1 if { input.x } else := 2", "`else`"),
        ("_asked if _unheard_of", "`_unheard_of`"),
    ],
)
def test_what_it_does_not_keep_is_refused_with_file_and_line(rule: str, why: str) -> None:
    with pytest.raises(PolicyError) as refused:
        found(rule)
    (problem,) = refused.value.problems
    assert why in problem.message
    assert "reduction: none" in problem.message
    assert problem.file == "zoo.rego"
    assert problem.line is not None
    assert problem.line >= 5


def test_a_rule_that_the_entry_point_does_not_reach_may_do_anything() -> None:
    assert found('_asked if true\n\n_other if startswith(input.subject.id, "x")')


def test_literal_times_and_amounts_become_landmarks() -> None:
    known = found('_asked if { input.context.time >= "2026-01-01T00:00:00.000000Z"; input.context.fee_fen < 777 }')
    assert parse_instant("2026-01-01T00:00:00Z") in known.instants
    assert 777 in known.amounts


@pytest.mark.parametrize("name", ["dazhou/21_use.rego", "liaoning_2019/16_use.rego", "facts.rego", "outcome.rego"])
def test_a_forbidden_look_anywhere_in_the_law_is_found(tmp_path: Path, name: str) -> None:
    policies = read_policy_set(SETTINGS.rules, SETTINGS.policies)
    path = f"luling/{name}"
    # Every body of the file asks for the beginning of an identifier too.
    text = policies.modules[path].replace(" if {\n", ' if {\n\tstartswith(input.subject.id, "x")\n')
    assert text != policies.modules[path]
    changed = PolicySet({**policies.modules, path: text}, policies.data, {}, (), text)
    with pytest.raises(PolicyError, match=rf"{name}:\d+: `startswith` is given an identifier"):
        landmarks(changed, VOCABULARY, SETTINGS.entrypoint)

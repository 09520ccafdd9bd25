"""The static reading sees every fact that a rule may look at, and only where the action lets it."""

from __future__ import annotations

import pytest

from luling.analysis.abstract import Reading
from luling.analysis.reading import ListedKind, Reader
from luling.policy.sources import PolicySet
from luling.policy.syntax import SyntaxUnknownError, parse

HEAD = "package law.one\n\nimport data.law.words\n\n"
WORDS = """package law.words

property(name) := {"path": name, "value": value} if value := input.resource.properties[name]

property(name) := {"path": name} if not name in object.keys(input.resource.properties)

may_be(fact, value) := [] if fact.value == value

approved(act) if {
	some approval in _approvals(act)
	approval.outcome == "yes"
}

_approvals(act) := [approval |
	some approval in input.context.approvals
	approval.act == act
	not approval.expires < input.context.time
]
"""


def read(rule: str) -> Reading | None:
    """What `reasons` of a one-rule policy reads for the action `obtain`; None where the rule never holds."""
    modules = {"one.rego": HEAD + rule, "words.rego": WORDS}
    program = parse(PolicySet(modules, {}, {}, (), "sha256:0"))
    reader = Reader(
        program,
        {("action", "name"): "obtain", ("resource", "properties", "regulation"): "one"},
        [ListedKind(("context", "approvals"), "act")],
        {"expires"},
    )
    found = [reader.definition(one) for one in program.rules["law.one.reasons"]]
    readings = [one[0] for one in found if one is not None]
    if not readings:
        return None
    for one in readings[1:]:
        readings[0].add(one)
    return readings[0]


def facts(rule: str) -> set[str]:
    reading = read(rule)
    assert reading is not None
    return {".".join(path) for path in reading.facts}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('reasons contains "a" if input.resource.properties.tier == "x"', {"resource.properties.tier"}),
        ('reasons contains "a" if words.property("tier").value == "x"', {"resource.properties.tier"}),
        ('reasons contains "a" if words.may_be(words.property("tier"), "x")', {"resource.properties.tier"}),
        ('reasons contains "a" if not input.context.fee', {"context.fee"}),
        ('reasons contains "a" if {\n\tunused := input.context.fee\n}', {"context.fee"}),
        ('reasons contains input.context.fee if input.action.name == "obtain"', {"context.fee"}),
        ('reasons contains "a" if "fee" in object.keys(input.context)', {"context.fee"}),
        ('reasons contains "a" if object.get(input.context, "fee", 0) == 0', {"context.fee"}),
        (
            'reasons contains "a" if {\n\tsome name in ["fee", "time"]\n\tinput.context[name] == 1\n}',
            {"context.fee", "context.time"},
        ),
        ('reasons contains "a" if _inner\n\n_inner if input.context.fee == 1', {"context.fee"}),
        ('reasons contains "a" if count({x | some x in input.context.list}) > 0', {"context.list.[]"}),
        ('reasons contains "a" if input.context[input.action.kind] == 1', {"context", "action.kind"}),
    ],
)
def test_what_a_rule_may_look_at_is_read(rule: str, expected: set[str]) -> None:
    assert facts(rule) == expected


@pytest.mark.parametrize(
    "condition",
    [
        'input.action.name == "publish"',
        'input.action.name in {"publish", "use"}',
        'not input.action.name == "obtain"',
        "_publishing",
        '_publishing\n\n_publishing if input.action.name == "publish"',
    ],
)
def test_a_rule_for_another_action_reads_nothing(condition: str) -> None:
    rule = f'reasons contains "a" if {{\n\tinput.context.fee == 1\n\t{condition.splitlines()[0]}\n}}'
    helper = '\n\n_publishing if input.action.name == "publish"' if "_publishing" in condition else ""
    assert read(rule + helper) is None


def test_a_condition_that_the_action_meets_cuts_nothing_off() -> None:
    rule = 'reasons contains "a" if {\n\tnot input.action.name == "publish"\n\tinput.context.fee == 1\n}'
    assert facts(rule) == {"context.fee"}


def test_the_objects_of_a_list_are_read_by_their_kind() -> None:
    found = facts('reasons contains "a" if words.approved("access")')
    assert {name for name in found if not name.startswith("context.approvals.[access]")} == set()
    assert "context.approvals.[access].outcome" in found


def test_an_instant_is_read_by_its_order_to_the_time_of_the_request() -> None:
    found = facts('reasons contains "a" if words.approved("access")')
    assert "context.approvals.[access].expires" in found
    assert "context.time" not in found


def test_constants_are_known_by_the_fact_that_they_are_compared_with() -> None:
    reading = read('reasons contains "a" if input.resource.properties.tier in {"x", "y"}')
    assert reading is not None
    assert reading.groups == {(("resource", "properties", "tier"), frozenset({"x", "y"}))}


def test_of_an_object_that_is_counted_only_the_presence_of_its_members_is_read() -> None:
    reading = read('reasons contains "a" if count(input.context.application) > 0')
    assert reading is not None
    assert (reading.facts, reading.presence) == (set(), {("context", "application")})


@pytest.mark.parametrize(
    "rule",
    ['reasons contains "a" if sprintf("%v", [input.context.fee]) == "1"', 'reasons contains "a" if unknown.word'],
)
def test_what_the_reading_does_not_know_is_an_error(rule: str) -> None:
    with pytest.raises(SyntaxUnknownError):
        read(rule)

"""Properties of every finding, over all facts that matter: what is missing is just what could change a finding, a
conduct falls under one item besides special articles, no word for conduct is without law."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest

from luling.compliance.findings import FORM, find, has_breach
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.policy.engine import EngineError
from luling.request.errors import RequestError
from luling.settings import Settings

pytestmark = pytest.mark.anyio
KNOWLEDGE = Knowledge.read(Settings().rules)
REGULATIONS = tuple(KNOWLEDGE.regulations)
_WORDS = KNOWLEDGE.vocabulary.forms[FORM]["conduct"].items
CODES = tuple(_WORDS.values) if _WORDS else ()
TIME = "2026-11-23T09:00:00+08:00"
_GIVEN, _PAST, _FUTURE = "2026-10-01T09:00:00+08:00", "2026-11-01T00:00:00+08:00", "2026-12-01T00:00:00+08:00"
FACTS: Mapping[str, tuple[Any, ...]] = {
    "actor.kind": ("administrative_organ", "enterprise"),
    "sensitivity": ([], ["state_secret"], ["personal_privacy"]),
    "ordered": ({}, {"at": _GIVEN, "due": _PAST}, {"at": _GIVEN, "due": _FUTURE}),
    "corrected": (True, False),
    "consequence": ("none", "adverse", "serious"),
    "circumstances": ("ordinary", "serious"),
    "crime_suspected": (True, False),
}
# A plain item, a leak that secrets make worse, a use that may cause a loss.
TRIED = ("refuse_to_provide", "leak", "misuse")
KINDS = ("administrative_organ", "utility", "person")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def point() -> AsyncIterator[DecisionPoint]:
    async with DecisionPoint(Settings(watch=False)) as opened:
        yield opened


def report(regulation: str, conduct: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"regulation": regulation, "time": TIME, "conduct": [conduct]}
    for path, value in facts.items():
        if path == "actor.kind":
            made["actor"] = {"kind": value}
        else:
            made[path] = value
    return made


def ladder(answer: Mapping[str, Any]) -> str:
    """Articles, stages and their statuses: what an absent fact may change."""
    return json.dumps(
        sorted(
            [one["article"], [[each["stage"], each["status"]] for each in one["measures"]]]
            for one in answer["findings"]
        )
    )


def changing(told: Mapping[tuple[Any, ...], str]) -> set[str]:
    """The facts of which some value changes the findings, for some values of the others."""
    found = set()
    for index, name in enumerate(FACTS):
        groups: dict[tuple[Any, ...], set[str]] = {}
        for values, outcome in told.items():
            groups.setdefault(values[:index] + values[index + 1 :], set()).add(outcome)
        if any(len(outcomes) > 1 for outcomes in groups.values()):
            found.add(name)
    return found


@pytest.mark.parametrize("regulation", REGULATIONS)
async def test_missing_are_just_the_facts_that_could_change_a_finding(point: DecisionPoint, regulation: str) -> None:
    frozen = [[json.dumps(value) for value in values] for values in FACTS.values()]
    for conduct in TRIED:
        told = {}
        for values in itertools.product(*frozen):
            facts = dict(zip(FACTS, map(json.loads, values), strict=True))
            told[values] = ladder(await find(point, report(regulation, conduct, facts)))
        nothing_known = await find(point, report(regulation, conduct, {}))
        assert set(nothing_known["missing"]) == changing(told), conduct
        for known, kept in _partly(told):
            answer = await find(point, report(regulation, conduct, known))
            assert set(answer["missing"]) - {"ordered.due"} == changing(kept), (conduct, known)


def _partly(
    told: Mapping[tuple[str, ...], str],
) -> Iterator[tuple[dict[str, Any], dict[tuple[str, ...], str]]]:
    """Each single fact known, and the outcomes that remain; then all but one known."""
    names = list(FACTS)
    for index, name in enumerate(names):
        for value in FACTS[name]:
            written = json.dumps(value)
            yield {name: value}, {values: one for values, one in told.items() if values[index] == written}
    mild = [json.dumps(values[0]) for values in FACTS.values()]
    for index in range(len(names)):
        known = {name: json.loads(mild[place]) for place, name in enumerate(names) if place != index}
        yield (
            known,
            {
                values: one
                for values, one in told.items()
                if all(values[place] == mild[place] for place in range(len(names)) if place != index)
            },
        )


@pytest.mark.parametrize("regulation", REGULATIONS)
async def test_no_conduct_falls_under_two_items_of_one_article(point: DecisionPoint, regulation: str) -> None:
    for kind, sensitivity, consequence in itertools.product(KINDS, FACTS["sensitivity"], ("none", "adverse")):
        facts = {"actor.kind": kind, "sensitivity": sensitivity, "consequence": consequence}
        for conduct in CODES:
            answer = await find(point, report(regulation, conduct, facts))
            articles = [one["article"].partition("__item_")[0] for one in answer["findings"] if one["measures"]]
            assert len(set(articles)) == len(articles), answer["findings"]


async def test_every_word_for_conduct_is_named_by_some_regulation(point: DecisionPoint) -> None:
    named = set()
    for regulation in REGULATIONS:
        answer = await find(point, report(regulation, CODES[0], {}) | {"conduct": list(CODES)})
        named |= {one["conduct"] for one in answer["findings"]}
        unnamed = {one["conduct"] for one in answer["notices"] if one["code"] == "conduct_not_named"}
        assert {one["conduct"] for one in answer["findings"]} | unnamed == set(CODES)
    assert named == set(CODES)


@pytest.mark.parametrize("regulation", REGULATIONS)
async def test_authorities_and_words_are_those_of_the_regulation(point: DecisionPoint, regulation: str) -> None:
    answer = await find(
        point, report(regulation, CODES[0], {"sensitivity": ["trade_secret"]}) | {"conduct": list(CODES)}
    )
    law = KNOWLEDGE.regulations[regulation]
    for finding in answer["findings"]:
        assert finding["message"]["zh"] != finding["conduct"]
        for measure in finding["measures"]:
            assert measure["by"] is None or measure["by"] in law.authorities
            assert measure["message"]["zh"] != measure["stage"]
            assert measure["status"] == "due" or measure["condition"]["zh"] != measure["waits_for"]


async def test_findings_come_in_the_order_of_the_report(point: DecisionPoint) -> None:
    conduct = ["late_update", "leak", "charge_for_sharing"]
    answer = await find(point, {"regulation": REGULATIONS[-1], "conduct": conduct, "sensitivity": ["trade_secret"]})
    assert [one["conduct"] for one in answer["findings"]] == ["late_update", "leak", "leak", "charge_for_sharing"]


async def test_a_commendation_is_no_breach(point: DecisionPoint) -> None:
    assert not has_breach(await find(point, {"regulation": "yushui_2018", "conduct": ["merit_process"]}))
    assert has_breach(await find(point, {"regulation": "yushui_2018", "conduct": ["merit_process", "leak"]}))


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ([], ""),
        ({"conduct": []}, "regulation"),
        ({"regulation": "dazhou"}, "conduct"),
        ({"regulation": "nowhere", "conduct": []}, "regulation"),
        ({"regulation": "dazhou", "conduct": "leak"}, "conduct"),
        ({"regulation": "dazhou", "conduct": ["sleep"]}, "conduct[0]"),
        ({"regulation": "dazhou", "conduct": [], "actor": {"kind": "king"}}, "actor.kind"),
        ({"regulation": "dazhou", "conduct": [], "ordered": {"due": "tomorrow"}}, "ordered.due"),
        ({"regulation": "dazhou", "conduct": [], "corrected": "yes"}, "corrected"),
        ({"regulation": "dazhou", "conduct": [], "time": "2026"}, "time"),
    ],
)
async def test_a_bad_report_is_refused_by_the_path_of_its_field(point: DecisionPoint, sent: Any, path: str) -> None:
    with pytest.raises(RequestError) as refused:
        await find(point, sent)
    assert [bad.path for bad in refused.value.problems] == [path]


async def test_malformed_findings_of_a_policy_are_a_fault(
    point: DecisionPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def malformed(*_: Any) -> dict[str, Any]:
        return {"findings": [{"conduct": "leak"}], "notices": [], "missing": []}

    monkeypatch.setattr(point.store, "evaluate", malformed)
    with pytest.raises(EngineError, match="malformed findings"):
        await find(point, {"regulation": "dazhou", "conduct": ["leak"]})

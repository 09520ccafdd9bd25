"""Assembling answers: order, texts, due dates, and the refusal of answers that are none."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from luling.decision.answer import article_order, prepare
from luling.decision.knowledge import Knowledge
from luling.policy.engine import EngineError
from luling.settings import Settings

NOW = dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.UTC)
IDENTITY = {"policy_revision": "sha256:0", "engine": "none"}
REASON = {"kind": "refer", "code": "approval_missing", "article": "liaoning_2019/art_17__para_2"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.read(Settings().rules)


def step(**deadline: Any) -> dict[str, Any]:
    return {"code": "apply", "to": "provider", "article": "liaoning_2019/art_17__para_2", "deadline": deadline}


def assembled(knowledge: Knowledge, document: dict[str, Any], *steps: dict[str, Any]) -> dict[str, Any]:
    said = {"effect": "refer", "reasons": [REASON], "next_steps": list(steps)}
    prepared = prepare(said, knowledge, **IDENTITY)
    due = prepared.due_dates(document, NOW)
    shown = prepared.document("01", due, [])
    assert json.loads(prepared.json("01", due, [])) == shown
    context: dict[str, Any] = shown["context"]
    return context


def test_articles_are_ordered_by_their_numbers() -> None:
    ordered = ["a/art_9", "a/art_9__para_2", "a/art_9__para_10", "a/art_10", "b/art_2"]
    assert sorted(sorted(ordered), key=article_order) == ordered


@pytest.mark.parametrize(
    ("document", "due"),
    [
        ({"context": {"time": "2026-11-23T01:00:00.000000Z"}}, "2026-11-30"),
        # 16:30 UTC is the next day in Shanghai.
        ({"context": {"time": "2026-11-22T16:30:00.000000Z"}}, "2026-11-30"),
        ({"context": {"time": "2026-11-20T15:30:00.000000Z"}}, "2026-11-27"),
        ({"context": {}}, "2026-11-27"),
        ({}, "2026-11-27"),
        (
            {
                "context": {
                    "time": "2026-11-23T01:00:00.000000Z",
                    "application": {"received": "2026-11-09T01:00:00.000000Z"},
                }
            },
            "2026-11-16",
        ),
        ({"context": {"time": "2003-11-23T01:00:00.000000Z"}}, "undetermined"),
    ],
)
def test_the_period_starts_with_receipt_else_with_the_request(
    knowledge: Knowledge, document: dict[str, Any], due: str
) -> None:
    deadline = {"days": 5, "unit": "working_day", "starts": "received", "bearer": "provider"}
    (shown,) = assembled(knowledge, document, step(**deadline))["next_steps"]
    assert shown["deadline"] == deadline | {"due": due}


@pytest.mark.parametrize(
    "deadline",
    [
        {"term": "promptly", "starts": "received", "bearer": "provider"},
        {"days": 5, "unit": "working_day", "starts": "discovered", "bearer": "consumer"},
        {"days": 5, "unit": "working_day", "starts": "an event unheard of", "bearer": "consumer"},
    ],
)
def test_without_a_number_or_a_known_start_there_is_no_due_date(knowledge: Knowledge, deadline: dict[str, Any]) -> None:
    document = {"context": {"time": "2026-11-23T01:00:00.000000Z"}}
    (shown,) = assembled(knowledge, document, step(**deadline))["next_steps"]
    assert shown["deadline"] == deadline


def test_a_code_without_text_is_its_own_text(knowledge: Knowledge) -> None:
    assert knowledge.message("unheard_of", "liaoning_2019/art_1") == {"zh": "unheard_of", "en": "unheard_of"}


def test_a_permit_needs_a_permission_rule(knowledge: Knowledge) -> None:
    with pytest.raises(EngineError, match="without a permission rule"):
        prepare({"effect": "permit", "reasons": [REASON]}, knowledge, **IDENTITY)

"""From what the policies said to the answer of the contract (section 2): order, message texts, due dates.

A mechanical step without law: which step is due and by how many days comes out of the policies, the calendar only says
on which date those days end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from luling.decision.knowledge import Knowledge
from luling.law.calendar import ZONE
from luling.law.deadlines import last_day
from luling.policy.engine import EngineError
from luling.request.normalisation import parse_instant

EFFECTS = ("not_applicable", "deny", "indeterminate", "refer", "permit")
_KINDS = {kind: rank for rank, kind in enumerate((*EFFECTS, "notice"))}
_NUMBERS = re.compile(r"\d+")


def assemble(
    said: Mapping[str, Any], document: Mapping[str, Any], knowledge: Knowledge, **identity: str
) -> dict[str, Any]:
    """The AuthZEN answer: `decision`, and the `context` of the contract with `identity` (id, revision, engine) in it.

    Raises:
        EngineError: what the policies said has not the form of an answer, or permits without a permission rule. Such a
            thing is a fault of a policy or an engine, never a permit.
    """
    try:
        return _assembled(said, document, knowledge, identity)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineError(f"the policies gave a malformed answer: {error!r}") from error


def _assembled(
    said: Mapping[str, Any], document: Mapping[str, Any], knowledge: Knowledge, identity: Mapping[str, str]
) -> dict[str, Any]:
    effect, reasons = said["effect"], said["reasons"]
    if effect not in EFFECTS or not reasons:
        raise EngineError(f"the policies gave no usable answer (effect `{effect}`)")
    if effect == "permit" and not any(reason["kind"] == "permit" for reason in reasons):
        raise EngineError("the policies permit without a permission rule")
    return {
        "decision": effect == "permit",
        "context": {
            "id": identity["id"],
            "effect": effect,
            "regulations": sorted(said.get("regulations", ())),
            "policy_revision": identity["policy_revision"],
            "engine": identity["engine"],
            "reasons": [_with_message(reason, knowledge) for reason in sorted(reasons, key=_order)],
            "obligations": [_with_message(item, knowledge) for item in sorted(said.get("obligations", ()), key=_order)],
            "next_steps": [
                _with_due_date(_with_message(step, knowledge), document, knowledge)
                for step in sorted(said.get("next_steps", ()), key=_order)
            ],
            "missing": sorted(said.get("missing", ())),
            "conflicts": [],
        },
    }


def article_order(citation: str) -> tuple[str, list[int]]:
    """The place of an article among citations: by regulation, then by the numbers of its eId."""
    regulation, _, eid = citation.partition("/")
    return regulation, [int(number) for number in _NUMBERS.findall(eid)]


def _order(item: Mapping[str, Any]) -> tuple[int, tuple[str, list[int]], str, str]:
    rank = _KINDS.get(str(item.get("kind", "")), 0)
    return rank, article_order(item["article"]), item["code"], str(item.get("to") or item.get("bearer") or "")


def _with_message(item: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    return {**item, "message": knowledge.message(item["code"], item["article"])}


def _with_due_date(step: dict[str, Any], document: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    deadline = step.get("deadline")
    if not deadline or "days" not in deadline:
        return step
    start = _start(deadline["starts"], document, knowledge)
    if start is None:
        return step
    due = last_day(start, deadline["days"], deadline["unit"], knowledge.calendar)
    return {**step, "deadline": {**deadline, "due": due}}


def _start(event: str, document: Mapping[str, Any], knowledge: Knowledge) -> dt.date | None:
    """The legal day (Asia/Shanghai) on which a period starts; None where the request does not tell."""
    known = knowledge.vocabulary.start_events.get(event)
    for path in known.facts if known else ():
        value: Any = document
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        moment = parse_instant(value) if isinstance(value, str) else None
        if moment is not None:
            return moment.astimezone(ZONE).date()
    return None

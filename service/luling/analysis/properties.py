"""The properties of a single answer, and where its steps lead.

Each is a value, not an exception: a broken property is a finding. Their names are those of the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from luling.analysis.demands import Step
from luling.analysis.evaluation import Evaluator
from luling.decision.answer import EFFECTS

TOTALITY = "totality"
FORBID = "forbid_trumps_permit"
DEFAULT_DENY = "default_deny"
PRECONDITIONS = "preconditions"
MONOTONICITY = "monotonicity"
CITATIONS = "citations"
STEPS = "steps_lead_on"
TIME = "time"
DIVISION = "division"
PROPERTIES = (TOTALITY, FORBID, DEFAULT_DENY, PRECONDITIONS, MONOTONICITY, CITATIONS, STEPS, TIME, DIVISION)

_MOST_STEPS = 8
# A reason of a verdict as far as the effect goes: its kind, and whether it holds for certain.
Coarse = frozenset[tuple[str, bool]]


def coarse(reasons: Sequence[Mapping[str, Any]]) -> Coarse:
    """The kinds of the reasons, each with whether it is certain; notices never change an effect."""
    return frozenset((reason["kind"], not reason["missing"]) for reason in reasons if reason["kind"] != "notice")


def broken_by(answer: Mapping[str, Any], articles: frozenset[str]) -> Iterator[str]:
    """The properties that an answer breaks by itself; `articles` are those of the registers, as full citations."""
    effect = answer["effect"]
    kinds = {reason["kind"] for reason in answer["reasons"]} - {"notice"}
    if effect not in EFFECTS:
        yield TOTALITY
    if bool(answer["missing"]) is not (effect == "indeterminate"):
        yield TOTALITY
    if effect not in kinds or any(reason["article"] not in articles for reason in answer["reasons"]):
        yield CITATIONS
    if effect == "permit" and "permit" not in kinds:
        yield DEFAULT_DENY
    if effect == "permit" and "deny" in kinds:
        yield FORBID
    if effect == "refer" and not answer["next_steps"]:
        yield STEPS


def effect_breaks(reasons: Coarse, effect: str) -> Iterator[str]:
    """The properties that an effect breaks, given the reasons of every rule."""
    kinds = {kind for kind, _ in reasons}
    if ("deny", True) in reasons and "not_applicable" not in kinds and effect != "deny":
        yield FORBID
    if effect == "permit" and (("permit", True) not in reasons or "deny" in kinds):
        yield FORBID
    if not kinds and effect != "deny":
        yield DEFAULT_DENY


def dead_end(
    document: Mapping[str, Any], steps: Sequence[Step], evaluator: Evaluator
) -> tuple[dict[str, Any], Mapping[str, Any]] | None:
    """Where a referral ends: the last request and its answer, if taking the steps leads neither to a permission nor to
    facts that must be stated; None where it leads on."""
    request = dict(document)
    answer = evaluator.answer(request)
    seen: list[frozenset[tuple[str, str]]] = []
    for _ in range(_MOST_STEPS):
        if answer["effect"] == "permit" or (answer["effect"] == "indeterminate" and answer["missing"]):
            return None
        named = frozenset((step["code"], step["to"]) for step in answer["next_steps"])
        if answer["effect"] != "refer" or named in seen:
            return request, answer
        seen.append(named)
        for step in answer["next_steps"]:
            known = _known(step, request["action"]["name"], steps)
            if known is None:
                return request, answer
            request = known.take(request)
        answer = evaluator.answer(request)
    return request, answer


def _known(step: Mapping[str, Any], action: str, steps: Sequence[Step]) -> Step | None:
    return next(
        (
            one
            for one in steps
            if one.code == step["code"] and one.to in (None, step["to"]) and (not one.actions or action in one.actions)
        ),
        None,
    )

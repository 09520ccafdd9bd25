"""Findings: which items a reported conduct falls under, and which measures follow (contract, section 3).

Normalise, evaluate, assemble, as with decisions; everything legal in an answer comes from the policies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luling.audit.entry import REQUEST_ID, Entry
from luling.decision.answer import article_order
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.decision.record import encoded, microseconds
from luling.policy.engine import EngineError
from luling.policy.reload import PolicyChangedError
from luling.request.caller import LOCAL, Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import normalise_form, utc_text
from luling.request.ulids import new_ulid

FORM = "findings"
FINDING = "finding"  # the kind of its record
BREACH = "breach"  # the kind of a finding that is no merit, and the effect of its record
ENTRYPOINT = "luling.findings.answer"
REQUIRED = ("regulation", "conduct")
STATUSES = ("due", "not_yet")
_TRIES = 3


async def find(point: DecisionPoint, report: Any, caller: Caller = LOCAL) -> dict[str, Any]:
    """The findings of a report of conduct as decoded JSON, for `caller`; recorded.

    Raises:
        RequestError: the report is bad; names every bad field. `OutsideDomainError`: the caller has no role under its
            regulation.
        EngineError: there is no answer. LogError: it could not be recorded, so there is none either.
    """
    now = dt.datetime.now(dt.UTC)
    answer = await found(point, report, now, caller)
    await point.record((_entry(report, answer, point.engine_name, caller, now),))
    return answer


async def found(point: DecisionPoint, report: Any, now: dt.datetime, caller: Caller = LOCAL) -> dict[str, Any]:
    """The findings, not recorded. A report without `time` is found upon as of `now`.

    Raises:
        RequestError, EngineError: as for `find`.
    """
    for _ in range(_TRIES):
        snapshot = point.store.current
        document = normalised(report, snapshot.view, now)
        caller.require({document["regulation"]}, "regulation")
        try:
            said = await point.store.evaluate(snapshot, document, ENTRYPOINT)
        except PolicyChangedError:
            continue
        try:
            answer = _assembled(said, document["conduct"], snapshot.view)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise EngineError(f"the policies gave malformed findings: {error!r}") from error
        return answer | {"policy_revision": snapshot.policies.revision}
    raise EngineError("the policies changed at every try")


def normalised(report: Any, knowledge: Knowledge, now: dt.datetime) -> dict[str, Any]:
    """The document that policies see.

    Raises:
        RequestError: every bad field of the report, by path.
    """
    if not isinstance(report, dict):
        raise RequestError(problem("", "应为对象", "must be an object"))
    document, problems = normalise_form(report, FORM, knowledge.vocabulary)
    absent = [problem(name, "缺少", "is missing") for name in REQUIRED if name not in report]
    if absent or problems:
        raise RequestError(*absent, *problems)
    return {"time": utc_text(now)} | document


def _entry(report: Any, answer: Mapping[str, Any], engine: str, caller: Caller, now: dt.datetime) -> Entry:
    cited = {item["article"]: None for part in ("findings", "notices") for item in answer[part]}
    return Entry(
        kind=FINDING,
        id=new_ulid(),
        at=microseconds(now),
        caller=caller.name,
        asked=encoded(report),
        answered=encoded(answer),
        request_id=REQUEST_ID.get(),
        subject=str((report.get("actor") or {}).get("id", "")),
        effect=BREACH if has_breach(answer) else "",
        regulations=(report["regulation"],),
        articles=tuple(cited),
        policy_revision=answer["policy_revision"],
        engine=engine,
    )


def has_breach(answer: Mapping[str, Any]) -> bool:
    """Whether a finding of an answer is a breach; a commendation is none."""
    return any(finding["kind"] == BREACH for finding in answer["findings"])


def _assembled(said: Mapping[str, Any], reported: list[str], knowledge: Knowledge) -> dict[str, Any]:
    def place(item: Mapping[str, Any]) -> tuple[int, tuple[str, tuple[int, ...]], str]:
        return (
            reported.index(item["conduct"]) if "conduct" in item else -1,
            article_order(item["article"]),
            item.get("code", ""),
        )

    return {
        "findings": [_finding(one, knowledge) for one in sorted(said["findings"], key=place)],
        "notices": [
            {**one, "message": knowledge.message(one["code"], one["article"])}
            for one in sorted(said["notices"], key=place)
        ],
        "missing": sorted(said["missing"]),
    }


def _finding(finding: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    return {
        **finding,
        "duties": sorted(finding["duties"], key=article_order),
        "measures": [_measure(one, knowledge) for one in finding["measures"]],
        "message": _conduct(finding["conduct"], knowledge),
    }


def _measure(measure: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    if measure["status"] not in STATUSES:
        raise ValueError(f"unknown status `{measure['status']}`")
    stated = {**measure, "message": knowledge.message(measure["stage"], measure["article"])}
    if measure["status"] == "not_yet":
        stated["condition"] = knowledge.message(measure["waits_for"], measure["article"])
    return stated


def _conduct(code: str, knowledge: Knowledge) -> dict[str, str]:
    spec = knowledge.vocabulary.forms[FORM]["conduct"].items
    words = spec.values[code] if spec else None
    return {"zh": words.zh, "en": words.en} if words else {"zh": code, "en": code}

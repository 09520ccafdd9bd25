"""The legal deadlines of a regulation, and the due date of one that started on a given day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from fastapi import APIRouter, Query

from luling.api.law import known_regulation
from luling.api.problems import HttpProblem
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.law.deadlines import Deadline, UnknownDeadlineError, deadline, deadlines
from luling.law.regulation import Parameter, Regulation, Words

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def router(point: DecisionPoint) -> APIRouter:
    """The routes of legal deadlines."""
    routes = APIRouter(prefix="/v1/regulations/{regulation}/deadlines", tags=["law"])

    @routes.get("", summary="法定期限 · the legal deadlines of a regulation")
    async def all_deadlines(regulation: str) -> dict[str, Any]:
        found = known_regulation(point, regulation)
        return {
            "deadlines": [
                _norm(found, name, norm, point.knowledge)
                | {"values": [dated.model_dump(mode="json", by_alias=True) for dated in norm.values]}
                for name, norm in deadlines(found).items()
            ]
        }

    @routes.get("/{norm}", summary="到期日 · the due date of a period that starts on a day")
    async def one_deadline(
        regulation: str,
        norm: str,
        start: Annotated[str, Query(description="起算日 · the legal day on which the period starts")],
    ) -> dict[str, Any]:
        found = known_regulation(point, regulation)
        try:
            ending = deadline(found, norm, _day(start), point.knowledge.calendar)
        except UnknownDeadlineError as error:
            raise HttpProblem(404, f"`{regulation}` 没有在 `{start}` 有效的期限 `{norm}`", str(error)) from error
        return _norm(found, norm, ending.norm, point.knowledge) | _ending(ending)

    return routes


def _day(text: str) -> dt.date:
    try:
        # The pattern first: Python also reads `20261123` and `2026-W48-1`.
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise HttpProblem(400, f"`start` 不是日期(YYYY-MM-DD): `{text}`", f"`start` is no day (YYYY-MM-DD): `{text}`")


def _norm(regulation: Regulation, name: str, norm: Parameter, knowledge: Knowledge) -> dict[str, Any]:
    event = knowledge.vocabulary.start_events.get(norm.starts or "")
    authority = regulation.authorities.get(norm.bearer or "")
    return {
        "norm": name,
        "article": f"{regulation.id}/{norm.article}",
        "title": _words(norm.title),
        "unit": norm.unit,
        "starts": norm.starts,
        "starts_title": _words(event.words if event else None),
        "bearer": norm.bearer,
        "bearer_title": _words(authority),
    }


def _words(words: Words | None) -> dict[str, str] | None:
    return {"zh": words.zh, "en": words.en} if words else None


def _ending(ending: Deadline) -> dict[str, Any]:
    found = {"start": ending.start.isoformat()}
    if ending.term is not None:
        return found | {"term": ending.term}
    return found | {"days": ending.days, "due": ending.due}

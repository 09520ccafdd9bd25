"""Which procedure a case is opened by: the one that is named, or the first one of its kind that fits the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from luling.procedure.facts import facts_of
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.machine import Facts
from luling.procedure.reading import Opening
from luling.request.errors import RequestError, problem


def subject_of(request: Mapping[str, Any]) -> str | None:
    """The id of the subject of a request on the wire, if it has one."""
    subject = request.get("subject")
    found = subject.get("id") if isinstance(subject, dict) else None
    return found if isinstance(found, str) else None


def fitting(law: ProcedureLaw, opening: Opening, request: Mapping[str, Any], now: dt.datetime) -> tuple[Named, Facts]:
    """The procedure that is meant, and the facts of the case.

    Raises:
        RequestError: a bad field of the request, or no procedure fits; names the facts that decide it.
    """
    of_kind = law.of_kind(opening.kind, opening.regulation)
    wanted = [one for one in of_kind if opening.procedure in (None, one.name)]
    if not wanted:
        path = "procedure" if of_kind else "regulation"
        raise RequestError(problem(path, "没有这样的程序", "has no such procedure"))
    for named in wanted:
        facts = facts_of(law, named, request, now)
        if law.fits(named, facts):
            return named, facts
    paths = dict.fromkeys(path for one in wanted for path in one.procedure.when)
    raise RequestError(*(problem(path, "不符合任何程序的条件", "fits no procedure") for path in paths))


def opening_act(named: Named, said: str | None) -> str:
    """The act that opens the case: the one that is said, or the only one there is.

    Raises:
        RequestError: there are several, and none is said.
    """
    opening = tuple(named.procedure.opening)
    if said is None and len(opening) != 1:
        raise RequestError(problem("act", "缺少", "is missing"))
    return said or opening[0]

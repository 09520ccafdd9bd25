"""What is told of acts and deadlines to whoever subscribed.

It leaves the house, so it says what happened, in which case and by which article, and neither reasons nor other inputs:
those are in the case, for whoever may see it.
"""

from __future__ import annotations

import datetime as dt

from luling.notification.outbox import Event
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.tables import ActRow, CaseRow, DeadlineRow
from luling.procedure.view import deadline_document
from luling.request.normalisation import parse_instant

ACT_DONE = "act.done"
DEADLINE_WARNED = "deadline.warned"
DEADLINE_MISSED = "deadline.missed"
EVENTS = {
    ACT_DONE: ("已办理", "done"),
    DEADLINE_WARNED: ("期限将届满", "a deadline is near its end"),
    DEADLINE_MISSED: ("期限已逾期", "a deadline was missed"),
}


def of_act(named: Named, case: CaseRow, act: ActRow) -> Event:
    """An act that was done in a case."""
    title, words = named.procedure.title, named.procedure.acts[act.act]
    at = parse_instant(act.at)
    assert at is not None
    data = {
        **_case(case),
        "act": act.act,
        "number": act.number,
        "article": act.article,
        "organization": act.organization,
        "role": act.role,
        "from": act.from_state,
        "to": act.to_state,
    }
    zh, en = EVENTS[ACT_DONE]
    return Event(
        type=ACT_DONE,
        source=act.id,
        regulation=case.regulation,
        organizations=_organizations(case, act.organization),
        at=at,
        zh=f"{title.zh}: {words.zh} ({zh})",
        en=f"{title.en}: {words.en} ({en})",
        data=data,
    )


def of_deadline(type_: str, law: ProcedureLaw, row: DeadlineRow, case: CaseRow, at: dt.datetime) -> Event:
    """A deadline of a case that is warned of, or was missed."""
    shown = deadline_document(law, row)
    zh, en = EVENTS[type_]
    data = {
        **_case(case),
        "deadline": row.id,
        "norm": row.norm,
        "article": row.article,
        "bearer": row.bearer,
        "organization": row.organization,
        "start": row.start,
        "due": row.due,
    }
    return Event(
        type=type_,
        source=row.id,
        regulation=row.regulation,
        organizations=_organizations(case, row.organization),
        at=at,
        zh=f"{zh}: {shown['title']['zh']}",
        en=f"{en}: {shown['title']['en']}",
        data=data,
    )


def _case(case: CaseRow) -> dict[str, object]:
    return {"case": case.id, "kind": case.kind, "procedure": case.procedure}


def _organizations(case: CaseRow, *others: str | None) -> frozenset[str]:
    """Whose matter it is: the parties of the case, and who acts or must act."""
    return frozenset(one for one in (case.subject_id, case.holder, *others) if one)

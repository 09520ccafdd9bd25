"""The legal deadlines of a case: started and ended by acts, and how each stands at an instant."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlmodel import Session, col, select

from luling.law.calendar import WorkingCalendar, legal_day
from luling.law.deadlines import UNDETERMINED, deadline
from luling.law.procedure import Act
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.request.normalisation import utc_text
from luling.request.ulids import new_ulid


class Standing(StrEnum):
    """How a deadline stands at an instant."""

    running = "running"
    warned = "warned"  # running, and its end is near
    met = "met"
    missed = "missed"  # past its last day: not met, or met after it


def bearers(session: Session, case: CaseRow) -> dict[str, str]:
    """The roles that bear the deadlines of a case; of one that was started anew, whoever bears it last."""
    started = select(DeadlineRow).where(DeadlineRow.case_id == case.id).order_by(DeadlineRow.id)
    return {row.norm: row.bearer for row in session.exec(started)}


def start(
    session: Session,
    law: ProcedureLaw,
    named: Named,
    case: CaseRow,
    act: Act,
    norm: str,
    now: dt.datetime,
    day: dt.date,
) -> None:
    """Starts a deadline of the regulation that an act starts, from a legal day on.

    Raises:
        UnknownDeadlineError: the regulation, or the deadline, is not in force on this day.
    """
    regulation = law.knowledge.regulations[named.regulation]
    running = deadline(regulation, norm, day, law.knowledge.calendar)
    bearer = act.bearer or running.norm.bearer or ""
    session.add(
        DeadlineRow(
            id=new_ulid(),
            case_id=case.id,
            regulation=named.regulation,
            norm=norm,
            article=f"{named.regulation}/{running.norm.article}",
            bearer=bearer,
            organization=_organization(named, case, bearer),
            started_at=utc_text(now),
            start=running.start.isoformat(),
            days=running.days,
            unit=running.norm.unit,
            term=running.term,
            due=running.due,
        )
    )


def end(session: Session, case: CaseRow, act: Act, now: dt.datetime) -> None:
    """Ends the deadlines that an act ends."""
    if not act.ends:
        return
    running = select(DeadlineRow).where(
        DeadlineRow.case_id == case.id, col(DeadlineRow.norm).in_(act.ends), col(DeadlineRow.ended_at).is_(None)
    )
    for row in session.exec(running):
        row.ended_at, row.ended_on = utc_text(now), legal_day(now).isoformat()
        session.add(row)


def standing(row: DeadlineRow, at: dt.datetime, calendar: WorkingCalendar, warning: int) -> Standing:
    """How a deadline stands at an instant; `warning` is how many working days before its last day it is warned of."""
    ended = row.ended_at is not None and row.ended_at <= utc_text(at)
    due = dt.date.fromisoformat(row.due) if row.due and row.due != UNDETERMINED else None
    last = dt.date.fromisoformat(row.ended_on) if ended and row.ended_on else legal_day(at)
    if due is not None and last > due:
        return Standing.missed
    if ended:
        return Standing.met
    if due is not None and _near(legal_day(at), due, calendar, warning):
        return Standing.warned
    return Standing.running


def warned_from(start: dt.date, due: dt.date, calendar: WorkingCalendar, warning: int) -> dt.date:
    """The first legal day on which a deadline that started on `start` and ends on `due` is warned of."""
    day = due
    while day > start and _near(day - dt.timedelta(days=1), due, calendar, warning):
        day -= dt.timedelta(days=1)
    return day


def _near(today: dt.date, due: dt.date, calendar: WorkingCalendar, warning: int) -> bool:
    warned_until = calendar.end_of_period(today, warning, "working_day")
    # A year without a notice: better too early than too late.
    return warned_until is None or warned_until >= due


def _organization(named: Named, case: CaseRow, bearer: str) -> str | None:
    parties = named.parties
    if bearer == parties.get("applicant"):
        return case.subject_id
    return case.holder if bearer == parties.get("holder") else None

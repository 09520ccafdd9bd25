"""The deadlines of all cases: how each stands at an instant, and what follows where one is missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from luling.law.calendar import legal_day
from luling.law.deadlines import UNDETERMINED
from luling.notification.outbox import Event, announce
from luling.procedure.clock import Standing, standing, warned_from
from luling.procedure.errors import TooManyError
from luling.procedure.feed import DueDay, of_deadline
from luling.procedure.filters import conditions
from luling.procedure.law import ProcedureLaw
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.procedure.view import deadline_document
from luling.request.normalisation import parse_instant, utc_text
from luling.storage.database import Database

_AT_ONCE = 500  # rows that are looked at in one go


class Deadlines:
    """The deadlines in a database. Its methods block: call them in a thread.

    `warning`: how many working days before its last day a deadline is warned of.
    """

    def __init__(self, database: Database, warning: int) -> None:
        self._database = database
        self._warning = warning

    def at(
        self,
        law: ProcedureLaw,
        instant: dt.datetime,
        *,
        filters: Mapping[str, Any],
        state: Standing | None,
        after: str,
        most: int,
    ) -> tuple[list[dict[str, Any]], str | None]:
        """At most `most` deadlines as they stood, or will stand if nothing is done, at an instant, and the id after
        which to go on, if there is more. They come in the order in which they started.

        `filters`: see `luling.procedure.filters`; `bearer` is a role or an organisation.
        """
        found: list[dict[str, Any]] = []
        while True:
            rows = self._rows(instant, filters, after)
            for row in rows:
                stands = standing(row, instant, law.knowledge.calendar, self._warning)
                if state in (None, stands):
                    if len(found) == most:
                        return found, after
                    found.append(deadline_document(law, row, stands))
                after = row.id
            if len(rows) < _AT_ONCE:
                return found, None

    def due_days(
        self,
        law: ProcedureLaw,
        instant: dt.datetime,
        *,
        filters: Mapping[str, Any],
        state: Standing | None,
        most: int,
    ) -> list[DueDay]:
        """The last days of deadlines as they stand at an instant: of those in a state, or of those that have not
        ended. Deadlines without a day are left out.

        Raises:
            TooManyError: there are more than `most`. A calendar that leaves some out would hide them.
        """
        # What has ended is of interest only to whoever asks for it.
        filters = filters if state else {**filters, "ended_at": None}
        calendar = law.knowledge.calendar
        found: list[DueDay] = []
        after = ""
        while rows := self._rows(instant, filters, after):
            after = rows[-1].id
            for row in rows:
                due = _due(row)
                stands = standing(row, instant, calendar, self._warning)
                if due is None or state not in (None, stands):
                    continue
                if len(found) == most:
                    raise TooManyError(most)
                start = dt.date.fromisoformat(row.start)
                changed = parse_instant(row.ended_at or row.started_at)
                assert changed is not None
                warned = warned_from(start, due, calendar, self._warning)
                found.append(of_deadline(deadline_document(law, row), stands, changed, warned))
        return found

    def missed(self, instant: dt.datetime) -> list[tuple[DeadlineRow, CaseRow]]:
        """The deadlines that are missed at an instant and about which nothing has been found yet, with their cases."""
        today = legal_day(instant).isoformat()
        wanted = (
            select(DeadlineRow, CaseRow)
            .join(CaseRow, col(CaseRow.id) == DeadlineRow.case_id)
            .where(
                col(DeadlineRow.found_at).is_(None),
                DeadlineRow.due != UNDETERMINED,
                col(DeadlineRow.due) < today,
                col(DeadlineRow.ended_on).is_(None) | (col(DeadlineRow.ended_on) > col(DeadlineRow.due)),
            )
            .order_by(DeadlineRow.id)
            .limit(_AT_ONCE)
        )
        with self._database.reading() as session:
            return [(row, case) for row, case in session.exec(wanted)]

    def keep_finding(
        self, deadline: str, finding: Mapping[str, Any] | None, now: dt.datetime, notice: Event | None = None
    ) -> None:
        """Keep what was found about a missed deadline, and tell of it, unless another process did; None: its miss is no
        conduct that the regulation names."""
        values = {"finding": finding, "found_at": utc_text(now)}
        self._keep(deadline, col(DeadlineRow.found_at), values, notice)

    def near(self, law: ProcedureLaw, instant: dt.datetime) -> list[tuple[DeadlineRow, CaseRow]]:
        """The deadlines that are near their end at an instant and that nobody was warned of yet, with their cases."""
        today = legal_day(instant)
        last = law.knowledge.calendar.end_of_period(today, self._warning, "working_day")
        wanted = (
            select(DeadlineRow, CaseRow)
            .join(CaseRow, col(CaseRow.id) == DeadlineRow.case_id)
            .where(
                col(DeadlineRow.warned_at).is_(None),
                col(DeadlineRow.ended_on).is_(None),
                DeadlineRow.due != UNDETERMINED,
                col(DeadlineRow.due) >= today.isoformat(),
            )
            .order_by(DeadlineRow.id)
            .limit(_AT_ONCE)
        )
        if last is not None:  # a year without a notice: better too early than too late
            wanted = wanted.where(col(DeadlineRow.due) <= last.isoformat())
        with self._database.reading() as session:
            return [(row, case) for row, case in session.exec(wanted)]

    def keep_warning(self, deadline: str, now: dt.datetime, notice: Event) -> None:
        """Tell of a deadline that is near its end, unless another process did."""
        self._keep(deadline, col(DeadlineRow.warned_at), {"warned_at": utc_text(now)}, notice)

    def _keep(self, deadline: str, told: Any, values: Mapping[str, Any], notice: Event | None) -> None:
        with self._database.session() as session:
            first = (col(DeadlineRow.id) == deadline, told.is_(None))
            if session.exec(update(DeadlineRow).where(*first).values(**values)).rowcount == 1 and notice is not None:
                announce(session, notice)

    def _rows(self, instant: dt.datetime, filters: Mapping[str, Any], after: str) -> list[DeadlineRow]:
        wanted = select(DeadlineRow).where(DeadlineRow.id > after, DeadlineRow.started_at <= utc_text(instant))
        bearer = filters.get("bearer")
        if bearer is not None:
            wanted = wanted.where((col(DeadlineRow.bearer) == bearer) | (col(DeadlineRow.organization) == bearer))
        others = {name: value for name, value in filters.items() if name != "bearer"}
        wanted = wanted.where(*conditions(DeadlineRow, others))
        with self._database.reading() as session:
            return list(session.exec(wanted.order_by(DeadlineRow.id).limit(_AT_ONCE)))


def _due(row: DeadlineRow) -> dt.date | None:
    return dt.date.fromisoformat(row.due) if row.due and row.due != UNDETERMINED else None

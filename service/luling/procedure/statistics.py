"""What procedures leave to be counted: cases and deadlines of a regulation in a stretch of time, as of an instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import or_
from sqlmodel import col, select

from luling.law.deadlines import UNDETERMINED
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.request.normalisation import utc_text
from luling.storage.database import Database


class CountedCase(NamedTuple):
    """A case that was opened in the stretch, or before and not closed until then."""

    kind: str
    holder: str | None
    subject: str
    opened: bool  # in the stretch itself
    closed: bool  # by the instant


class CountedDeadline(NamedTuple):
    """A deadline whose last day lies in the stretch; `met` is None while it may still be met."""

    norm: str
    organization: str | None
    met: bool | None


def cases(database: Database, regulation: str, start: dt.datetime, end: dt.datetime) -> Iterator[CountedCase]:
    """The cases that were open at some time from `start` until before `end`, as they stood then.

    Raises:
        StorageError: the database does not answer.
    """
    first, border = utc_text(start), utc_text(end)
    wanted = select(CaseRow).where(
        CaseRow.regulation == regulation,
        CaseRow.opened_at < border,
        # A closed case is never changed again, so its last change is when it was closed.
        or_(col(CaseRow.final).is_(False), col(CaseRow.changed_at) >= first),
    )
    with database.reading() as session:
        for row in session.exec(wanted.order_by(CaseRow.id)):
            yield CountedCase(
                row.kind,
                row.holder,
                row.subject_id,
                opened=row.opened_at >= first,
                closed=row.final and row.changed_at < border,
            )


def deadlines(
    database: Database, regulation: str, first: dt.date, last: dt.date, at: dt.datetime, today: dt.date
) -> Iterator[CountedDeadline]:
    """The deadlines with a last day between two legal days, both counted, as they stood at an instant of `today`.

    Raises:
        StorageError: the database does not answer.
    """
    wanted = select(DeadlineRow).where(
        DeadlineRow.regulation == regulation,
        col(DeadlineRow.due) >= first.isoformat(),
        col(DeadlineRow.due) <= last.isoformat(),
        DeadlineRow.due != UNDETERMINED,
        DeadlineRow.started_at <= utc_text(at),
    )
    with database.reading() as session:
        for row in session.exec(wanted.order_by(DeadlineRow.id)):
            yield CountedDeadline(row.norm, row.organization, _met(row, utc_text(at), today.isoformat()))


def _met(row: DeadlineRow, at: str, today: str) -> bool | None:
    assert row.due is not None
    if row.ended_at is not None and row.ended_at <= at:
        return row.ended_on is not None and row.ended_on <= row.due
    return False if row.due < today else None

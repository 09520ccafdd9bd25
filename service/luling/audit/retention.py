"""Retention: records of past months are removed, and a signed checkpoint says which, by whom and why.

The chain of a writer then begins after its last removed record, whose hash the checkpoint keeps, so that the rest still
verifies. Only what verifies is removed: removing must not hide that something had been changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.checkpoints import append_checkpoint
from luling.audit.entry import LogError
from luling.audit.journal import Journal
from luling.audit.keys import KeyDirectory
from luling.audit.tables import answers, records
from luling.audit.verification import Report, verify
from luling.law.calendar import ZONE
from luling.storage.database import Database

_CHUNK = 2000  # records removed in one transaction: the writers wait no longer than that takes
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class Removal(msgspec.Struct, frozen=True):
    """What is to be removed of a writer: the records up to `seq`, whose hash is `hash`; how many of which month."""

    writer: str
    seq: int
    hash: bytes
    months: dict[str, int]


def first_instant(month: str) -> int:
    """The first instant of a month (`YYYY-MM`, Asia/Shanghai), in microseconds since 1970.

    Raises:
        ValueError: it is no month.
    """
    found = _MONTH.fullmatch(month)
    if found is None:
        raise ValueError(f"`{month}` is no month (YYYY-MM)")
    return int(dt.datetime(int(found[1]), int(found[2]), 1, tzinfo=ZONE).timestamp()) * 1_000_000


def removals(database: Database, before: str) -> list[Removal]:
    """What a retention before this month would remove: of each writer the records before its first later one.

    Raises:
        LogError: the log cannot be read. ValueError: it is no month.
    """
    border = first_instant(before)
    try:
        with database.engine.connect().execution_options(luling_reads=True) as connection:
            writers = connection.scalars(select(records.c.writer).distinct().order_by(records.c.writer)).all()
            found = [_removal(connection, writer, border) for writer in writers]
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error
    return [one for one in found if one is not None]


def _removal(connection: Connection, writer: str, border: int) -> Removal | None:
    mine = records.c.writer == writer
    kept = connection.scalar(select(func.min(records.c.seq)).where(mine, records.c.at >= border))
    gone = mine if kept is None else mine & (records.c.seq < kept)
    last = connection.execute(
        select(records.c.seq, records.c.hash).where(gone).order_by(records.c.seq.desc()).limit(1)
    ).first()
    if last is None:
        return None
    months: Counter[str] = Counter()
    for at in connection.scalars(select(records.c.at).where(gone)):
        months[dt.datetime.fromtimestamp(at / 1_000_000, ZONE).strftime("%Y-%m")] += 1
    return Removal(writer, last.seq, last.hash, dict(sorted(months.items())))


def remove(
    url: str, journal: Journal, directory: KeyDirectory, removals: Sequence[Removal], by: str, reason: str
) -> Report:
    """Removes them, after the log has been verified; the report of that verification.

    Raises:
        LogError: the log does not verify, or cannot be written. What is declared but still there goes next time.
    """
    report = verify(url, directory.root)
    if report.faults:
        raise LogError(f"nothing is removed from a log that does not verify: {report.faults[0].en}")
    for one in removals:
        note = msgspec.json.encode(
            {"by": by, "reason": reason, "records": sum(one.months.values()), "months": one.months}
        ).decode()
        append_checkpoint(journal, directory, "dropped", one.writer, one.seq, one.hash, note)
        while journal.remove(one.writer, one.seq, _CHUNK):
            pass
    if removals:
        _remove_answers(url, journal)
    return report


def _remove_answers(url: str, journal: Journal) -> None:
    """Remove the answers that no record names any more, while writers go on: what they name meanwhile is kept."""
    journal.mark_answers()
    named = select(records.c.answer)
    query = select(answers.c.digest).where(answers.c.idle == 1, answers.c.digest.not_in(named))
    try:
        with Database(url) as database, database.engine.connect() as connection:
            unneeded = connection.execution_options(luling_reads=True).scalars(query).all()
    except SQLAlchemyError as error:
        raise LogError(str(error)) from error
    if unneeded:
        journal.remove_answers(unneeded)

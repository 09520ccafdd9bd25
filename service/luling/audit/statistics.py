"""Counting what the log holds of a stretch of time: how often who asked for what, and what was answered.

Times are microseconds since 1970, the end is excluded. Subjects and resources are as the log has them, masked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Select, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.answers import whole_answer
from luling.audit.entry import LogError
from luling.audit.tables import answers as shared
from luling.audit.tables import checkpoints, records
from luling.storage.database import Database

_AT_ONCE = 1000  # rows that are held while the rest is still to be read


class Tally(NamedTuple):
    """So many records are alike in these columns."""

    subject: str
    action: str
    resource: str
    effect: str
    regulations: tuple[str, ...]
    number: int


class Extent(NamedTuple):
    """Since when the log is kept (None: it never was), and how many records of which month were removed from it."""

    since: int | None
    removed: Mapping[str, int]


def extent(database: Database) -> Extent:
    """What the log can tell about at all.

    Raises:
        LogError: the log cannot be read.
    """
    try:
        if not inspect(database.engine).has_table(records.name):
            return Extent(None, {})
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error
    ((opened,),) = _rows(database, select(func.min(checkpoints.c.at)))
    ((written,),) = _rows(database, select(func.min(records.c.at)))
    removed: dict[str, int] = {}
    for (note,) in _rows(database, select(checkpoints.c.note).where(checkpoints.c.kind == "dropped")):
        for month, number in msgspec.json.decode(note)["months"].items():
            removed[month] = removed.get(month, 0) + number
    known = [at for at in (opened, written) if at is not None]
    return Extent(min(known, default=None), removed)


def tallies(database: Database, kind: str, since: int, until: int) -> Iterator[Tally]:
    """The records of a kind, counted.

    Raises:
        LogError: the log cannot be read.
    """
    column = records.c
    named = (column.subject, column.action, column.resource, column.answer)
    counted = (
        select(*named, func.count().label("number"))
        .where(column.at >= since, column.at < until, column.kind == kind)
        .group_by(*named)
        .subquery()
    )
    alike = (counted.c.subject, counted.c.action, counted.c.resource, shared.c.effect, shared.c.regulations)
    query = (
        select(*alike, func.sum(counted.c.number))
        .join(shared, shared.c.digest == counted.c.answer)
        .group_by(*alike)
        .order_by(*alike)
    )
    for subject, action, resource, effect, regulations, number in _rows(database, query):
        yield Tally(subject, action, resource, effect, tuple(regulations.split()), int(number))


def answers(database: Database, kind: str, effect: str, since: int, until: int) -> Iterator[tuple[str, Any]]:
    """The subject and the answer of each record of a kind and effect.

    Raises:
        LogError: the log cannot be read.
    """
    column = records.c
    query = (
        select(column.subject, column.id, column.answered, shared.c.text)
        .join(shared, shared.c.digest == column.answer)
        .where(column.at >= since, column.at < until, column.kind == kind, shared.c.effect == effect)
        .order_by(column.at, column.writer, column.seq)
    )
    for subject, identity, own, text in _rows(database, query):
        yield subject, msgspec.json.decode(whole_answer(text, identity, own))


def _rows(database: Database, query: Select[Any]) -> Iterator[Any]:
    try:
        with database.engine.connect().execution_options(luling_reads=True, yield_per=_AT_ONCE) as connection:
            yield from connection.execute(query)
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error

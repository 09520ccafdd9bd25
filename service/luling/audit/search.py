"""Searching the log: by time, subject, resource, article, effect and kind, in pages; newest or oldest first."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy import Row as SqlRow
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.answers import whole_answer
from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError
from luling.audit.tables import answers, checkpoints, policies, records
from luling.storage.database import Database

_SAID = ("effect", "regulations", "articles", "policy_revision", "engine")
_TEXTS = ("asked", "answered", "hash")
_WHOLE = [*records.columns, *(answers.c[name] for name in _SAID), answers.c.text]
_SHORT = [one for one in _WHOLE if one.name not in (*_TEXTS, "text")]
# Outer, so that a record whose answer was taken away is shown all the same.
_JOINED = records.outerjoin(answers, answers.c.digest == records.c.answer)


class Search(msgspec.Struct, frozen=True):
    """What is sought; empty means any. Times are microseconds since 1970, `until` is excluded.

    `subject` and `resource` are as the log has them, masked. An `article` is found with its paragraphs and items.
    With `regulations`, only records about some of these and no others.
    """

    since: int | None = None
    until: int | None = None
    subject: str = ""
    resource: str = ""
    article: str = ""
    effect: str = ""
    kind: str = ""
    regulations: tuple[str, ...] | None = None
    oldest_first: bool = False


class Record(msgspec.Struct, frozen=True):
    """A record as it is shown. `masks` says which mask stands at which path."""

    id: str
    kind: str
    at: int
    caller: str
    request_id: str
    subject: str
    action: str
    resource: str
    effect: str
    regulations: tuple[str, ...]
    articles: tuple[str, ...]
    policy_revision: str
    engine: str
    masks: tuple[tuple[str, str], ...]
    writer: str
    seq: int
    hash: str = ""
    asked: msgspec.Raw = msgspec.Raw(b"null")
    answered: msgspec.Raw = msgspec.Raw(b"null")


class CursorError(ValueError):
    """A page token that this log did not give."""


def page(database: Database, search: Search, limit: int, after: str = "") -> tuple[list[Record], str]:
    """At most `limit` records without their texts, and the token of the next page; empty at the end.

    Raises:
        CursorError: `after` is no token. LogError: the log cannot be read.
    """
    query = _query(search, _SHORT, after).limit(limit + 1)
    found = _read(database, query) if _answered(database, search) else []
    shown = [_record(row) for row in found[:limit]]
    return shown, _token(shown[-1]) if len(found) > limit else ""


def one(database: Database, identity: str) -> Record | None:
    """The record with this id, whole.

    Raises:
        LogError: the log cannot be read.
    """
    found = _read(database, select(*_WHOLE).select_from(_JOINED).where(records.c.id == identity).limit(1))
    return _record(found[0]) if found else None


def whole(database: Database, search: Search, size: int = 500) -> Iterator[Record]:
    """Every record sought, whole, read in pages.

    Raises:
        LogError: the log cannot be read.
    """
    after = ""
    while _answered(database, search):
        found = _read(database, _query(search, _WHOLE, after).limit(size))
        shown = [_record(row) for row in found]
        yield from shown
        if len(shown) < size:
            return
        after = _token(shown[-1])


def checkpoints_after(database: Database, number: int, limit: int) -> list[Checkpoint]:
    """At most `limit` checkpoints after this one, in their order.

    Raises:
        LogError: the log cannot be read.
    """
    place = checkpoints.c.number
    query = select(checkpoints).where(place > number).order_by(place).limit(limit)
    return [Checkpoint(*row) for row in _read(database, query)]  # type: ignore[call-arg]


def policy_set(database: Database, revision: str) -> bytes | None:
    """The archived policy set of a revision.

    Raises:
        LogError: the log cannot be read.
    """
    found = _read(database, select(policies.c.document).where(policies.c.revision == revision))
    return bytes(found[0][0]) if found else None


def _read(database: Database, query: Select[Any]) -> list[SqlRow[Any]]:
    try:
        with database.engine.connect().execution_options(luling_reads=True) as connection:
            return list(connection.execute(query))
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error


def _query(search: Search, columns: list[Any], after: str) -> Select[Any]:
    column = records.c
    place = (column.at, column.writer, column.seq)
    order = place if search.oldest_first else [one.desc() for one in place]
    query = select(*columns).select_from(_JOINED).order_by(*order)
    if search.since is not None:
        query = query.where(column.at >= search.since)
    if search.until is not None:
        query = query.where(column.at < search.until)
    for name in ("subject", "resource", "kind"):
        if wanted := getattr(search, name):
            query = query.where(column[name] == wanted)
    said = _said(search)
    if said:
        # There are few answers beside the records: those that are meant are found first.
        query = query.where(column.answer.in_(select(answers.c.digest).where(*said)))
    if after:
        at, writer, seq = _place(after)
        beyond = tuple_(*place) > (at, writer, seq) if search.oldest_first else tuple_(*place) < (at, writer, seq)
        border = column.at >= at if search.oldest_first else column.at <= at
        query = query.where(and_(border, beyond))
    return query


def _answered(database: Database, search: Search) -> bool:
    """Whether there is an answer at all like those that are sought. If not, no record has to be looked at."""
    said = _said(search)
    return not said or bool(_read(database, select(answers.c.digest).where(*said).limit(1)))


def _said(search: Search) -> list[ColumnElement[bool]]:
    """What a search asks of answers."""
    column, conditions = answers.c, []
    if search.effect:
        conditions.append(column.effect == search.effect)
    if search.regulations is not None:
        left: Any = column.regulations
        for one in search.regulations:
            left = func.replace(left, f" {one} ", " ")
        conditions.append(left == " ")
    if search.article:
        # A space on both sides of each citation; below an article its parts follow after two underscores.
        exact = column.articles.contains(f" {search.article} ", autoescape=True)
        conditions.append(or_(exact, column.articles.contains(f" {search.article}__", autoescape=True)))
    return conditions


def _record(row: SqlRow[Any]) -> Record:
    values = dict(row._mapping)
    del values["answer"]
    values |= {name: values[name] or "" for name in _SAID}
    if "asked" in values:
        try:
            answered = whole_answer(values.pop("text") or b"", values["id"], values["answered"])
        except (TypeError, ValueError) as error:
            raise LogError(f"{error}: `luling audit verify` says more") from error
        values |= {"asked": msgspec.Raw(values["asked"]), "answered": msgspec.Raw(answered or b"null")}
        values["hash"] = values["hash"].hex()
    masks = msgspec.json.decode(values["masks"], type=tuple[tuple[str, str], ...]) if values["masks"] else ()
    lists = {name: tuple(values[name].split()) for name in ("regulations", "articles")}
    return Record(**values | lists | {"masks": masks})


def _token(record: Record) -> str:
    place = msgspec.json.encode((record.at, record.writer, record.seq))
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def _place(token: str) -> tuple[int, str, int]:
    try:
        content = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        return msgspec.json.decode(content, type=tuple[int, str, int])
    except (ValueError, msgspec.MsgspecError) as error:
        raise CursorError(f"`{token[:80]}` is no page token") from error

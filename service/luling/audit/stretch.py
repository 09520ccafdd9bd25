"""One stretch of a writer's chain, verified: each record against its own bytes and the one before.

Stretches are independent of each other, since each record stores its hash: several processes share the work.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from luling.audit.chain import COLUMNS, HEAD, Row, digest
from luling.audit.entry import LogError
from luling.storage.database import Database

_PAGE = 500  # records read at once
_AROUND = 200  # records on both sides among which a record out of place is looked for
_ANSWER = COLUMNS.index("answer")
_LIST = ",".join(COLUMNS)
_encode = msgspec.json.Encoder().encode

Rows = Callable[[str, int, int], Sequence[Row]]


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, and where: a record (`writer`, `seq`) or a checkpoint (`checkpoint`)."""

    code: str
    zh: str
    en: str
    writer: str = ""
    seq: int = 0
    checkpoint: int = 0


class Stretch(msgspec.Struct, frozen=True):
    """Records `first` to `last` of a writer. `before` is the hash that the first must follow; None: the stored one.

    `sealed` are the hashes that checkpoints name in it.
    """

    writer: str
    first: int
    last: int
    before: bytes | None
    sealed: Mapping[int, bytes]


class Verified(msgspec.Struct, frozen=True):
    """How many records a stretch has, its first fault, and which of them is the first to name which answer."""

    count: int
    fault: Fault | None
    answers: Mapping[bytes, int] = {}


@contextmanager
def reading_rows(url: str) -> Iterator[Rows]:
    """A function that gives a writer's records from a number to another, both included.

    Raises:
        LogError: the log cannot be read.
    """
    database = Database(url)
    try:
        if database.sqlite:
            path = Path(database.url.database or "").absolute()
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
            text = f"SELECT {_LIST} FROM evidence_records WHERE writer = ? AND seq BETWEEN ? AND ? ORDER BY seq"  # noqa: S608
            try:
                yield lambda *place: connection.execute(text, place).fetchall()
            finally:
                connection.close()
        else:
            address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
            query = f"SELECT {_LIST} FROM evidence_records WHERE writer = %s AND seq BETWEEN %s AND %s ORDER BY seq"  # noqa: S608
            with psycopg.connect(address, connect_timeout=5, autocommit=True) as server:
                cursor = server.cursor(binary=True)
                yield lambda *place: cursor.execute(query, place).fetchall()
    except (sqlite3.Error, psycopg.Error) as error:
        raise LogError(f"{database.shown}: {error}") from error
    finally:
        database.close()


def verify_stretch(url: str, stretch: Stretch) -> Verified:
    """Reads a stretch and checks every record of it.

    Raises:
        LogError: the log cannot be read.
    """
    with reading_rows(url) as rows:
        return _verified(rows, stretch)


def _verified(rows: Rows, stretch: Stretch) -> Verified:
    writer, expected, before = stretch.writer, stretch.first, stretch.before
    if before is None:
        earlier = rows(writer, expected - 1, expected - 1)
        before = earlier[0][-1] if earlier else None
    answers: dict[bytes, int] = {}
    while expected <= stretch.last:
        page = rows(writer, expected, min(expected + _PAGE - 1, stretch.last))
        wrong = _first_wrong(page, expected, before, answers)
        if wrong is not None:
            row = page[wrong]
            fault = _changed(rows, row, stretch) if row[1] == expected + wrong else None
            fault = fault or _missing(writer, expected + wrong, row[1] - 1)
            return Verified(expected + wrong - stretch.first, fault, answers)
        if not page:
            return Verified(expected - stretch.first, _missing(writer, expected, stretch.last), answers)
        expected, before = page[-1][1] + 1, page[-1][-1]
        for seq in [seq for seq in stretch.sealed if page[0][1] <= seq <= page[-1][1]]:
            if page[seq - page[0][1]][-1] != stretch.sealed[seq]:
                return Verified(expected - stretch.first, _rewritten(writer, seq), answers)
    return Verified(expected - stretch.first, None, answers)


def _first_wrong(page: Sequence[Row], expected: int, before: bytes | None, answers: dict[bytes, int]) -> int | None:
    """The place of the first record that is not number `expected` and following, or not what its hash says.

    `chain.digest` in one piece: this is the loop in which a verification spends its time.
    """
    place = 0
    try:
        for place, row in enumerate(page):
            asked, answered, stored = row[HEAD], row[HEAD + 1], row[-1]
            header = _encode((*row[:HEAD], len(asked), len(answered)))
            if row[1] != expected or (
                before is not None and sha256(b"".join((before, header, asked, answered))).digest() != stored
            ):
                return place
            if row[_ANSWER] not in answers:
                answers[row[_ANSWER]] = expected
            before = stored
            expected += 1
    except TypeError:  # SQLite takes a value of any type
        return place
    return None


def _missing(writer: str, first: int, last: int) -> Fault:
    number = str(first) if first == last else f"{first}–{last}"
    return Fault("missing", f"记录{number}被删除", f"record {number} was deleted", writer, first)


def _rewritten(writer: str, seq: int) -> Fault:
    return Fault(
        "rewritten",
        f"记录{seq}或者之前的记录与已签名的检查点不符: 链被重写",
        f"record {seq} or one before it is not what a signed checkpoint says: the chain was written anew",
        writer,
        seq,
    )


def _edited(writer: str, seq: int) -> Fault:
    return Fault("edited", f"记录{seq}的内容被改动", f"record {seq} was changed", writer, seq)


def _changed(rows: Rows, row: Row, stretch: Stretch) -> Fault:
    writer, seq = stretch.writer, row[1]
    try:
        origin = _origin(rows, row)
    except TypeError:
        origin = None
    if origin is None:
        return Fault("edited", f"记录{seq}的内容被改动", f"record {seq} was changed", writer, seq)
    return Fault(
        "reordered",
        f"记录{seq}不在原位, 原为记录{origin}",
        f"record {seq} is out of its place: it was record {origin}",
        writer,
        seq,
    )


def _origin(rows: Rows, row: Row) -> int | None:
    """The number under which a record fits into the chain nearby, if it was moved."""
    writer, seq = row[0], row[1]
    near = {one[1]: one[-1] for one in rows(writer, seq - _AROUND, seq + _AROUND)}
    for place in near:
        if place == seq:
            continue
        head: list[Any] = list(row[:HEAD])
        head[1] = place
        # The record before it may itself have been moved, to where this one belongs or beside it.
        for before in {near.get(place - 1), near.get(seq), near.get(seq + 1), near.get(seq - 1), near.get(place)}:
            if before is None:
                continue
            if digest(before, head, row[HEAD], row[HEAD + 1]) in (row[-1], near[place]):
                return int(place)
    return None

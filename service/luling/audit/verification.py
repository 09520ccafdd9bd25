"""Verification of the whole log: keys, checkpoints, anchors, and every record of every writer."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from luling.audit.anchors import Anchor
from luling.audit.answers import answer_digest
from luling.audit.chain import NO_CHECKPOINT, Checkpoint, first_hash
from luling.audit.entry import LogError
from luling.audit.keys import PublicKey
from luling.audit.stretch import Fault, Stretch, Verified, verify_stretch
from luling.audit.tables import answers, checkpoints, keys, records
from luling.storage.database import Database

_ANSWERS = select(*(one for one in answers.columns if one.name != "idle"))
_STRETCH = 20_000  # records
_WORTH_A_PROCESS = 250_000  # records from which several processes are faster than one: each starts for about a second


class Dropped(msgspec.Struct, frozen=True):
    """What retention removed of a writer: its records up to `seq`. `note` is JSON: who, why, how many of each month."""

    writer: str
    seq: int
    at: int
    note: str


class Report(msgspec.Struct, frozen=True):
    """What a verification found. `unsealed` counts the records after the last checkpoint of their writer, whose removal
    nobody could notice; `last` is the number of the last checkpoint."""

    records: int
    writers: int
    last: int
    unsealed: int
    anchors: int
    dropped: tuple[Dropped, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Extent:
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Picture:
    """The log at one instant: what is written during the verification is left for the next."""

    keys: tuple[PublicKey, ...]
    checkpoints: tuple[Checkpoint, ...]
    answers: Mapping[bytes, bool]  # whether each is what its digest says
    extents: Mapping[str, _Extent]


def verify(url: str, root: bytes, anchors: Sequence[Anchor] = (), processes: int | None = None) -> Report:
    """Walks everything; `root` is the trusted public key. Names the first fault of each writer and of the checkpoints.

    Raises:
        LogError: the log cannot be read.
    """
    with Database(url) as database:
        picture = _picture(database)
    faults = [*_checkpoint_faults(picture, root), *_anchor_faults(picture, anchors)]
    sealed: dict[str, dict[int, bytes]] = defaultdict(dict)
    dropped: dict[str, Checkpoint] = {}
    for one in picture.checkpoints:
        if sealed[one.writer].setdefault(one.seq, one.hash) != one.hash:
            faults.append(_forked(one))
        if one.kind == "dropped":
            dropped[one.writer] = max(one, dropped.get(one.writer, one), key=lambda checkpoint: checkpoint.seq)
    stretches: list[Stretch] = []
    unsealed = 0
    for writer in sorted({*sealed, *picture.extents}):
        if writer not in sealed:
            faults.append(Fault("unknown_writer", "没有检查点提到此写入者", "no checkpoint knows this writer", writer))
        start = dropped[writer].seq if writer in dropped else 0
        last = picture.extents[writer].last if writer in picture.extents else 0
        end = max(sealed[writer], default=0)
        if max(last, start) < end:
            faults.append(_cut(writer, max(last, start), end))
        unsealed += max(last - max(end, start), 0)
        before = dropped[writer].hash if writer in dropped else first_hash(writer)
        stretches += _stretches(writer, start + 1, last, before, sealed[writer])
    verified = _all(url, stretches, processes or os.cpu_count() or 1)
    faults += [one.fault for one in verified if one.fault]
    faults += _answer_faults(picture.answers, stretches, verified)
    faults.sort(key=lambda fault: (fault.checkpoint, fault.writer, fault.seq))
    return Report(
        records=sum(one.count for one in verified),
        writers=len(sealed),
        last=picture.checkpoints[-1].number if picture.checkpoints else 0,
        unsealed=unsealed,
        anchors=len(anchors),
        dropped=tuple(Dropped(one.writer, one.seq, one.at, one.note) for one in dropped.values()),
        faults=tuple(faults),
    )


def _picture(database: Database) -> _Picture:
    try:
        with database.engine.connect().execution_options(luling_reads=True) as connection:
            if not database.sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            return _Picture(
                tuple(PublicKey(*row) for row in connection.execute(select(keys))),
                tuple(read_checkpoints(connection)),
                {digest: _sound(digest, *said) for digest, *said in connection.execute(_ANSWERS)},
                {
                    writer: _Extent(first, last)
                    for writer, first, last in connection.execute(
                        select(records.c.writer, func.min(records.c.seq), func.max(records.c.seq)).group_by(
                            records.c.writer
                        )
                    )
                },
            )
    except SQLAlchemyError as error:
        raise LogError(f"{database.shown}: {error}") from error


def _sound(digest: bytes, *said: Any) -> bool:
    try:
        return answer_digest(*said) == digest
    except TypeError:  # SQLite takes a value of any type
        return False


def read_checkpoints(connection: Connection) -> Iterator[Checkpoint]:
    """All checkpoints in their order."""
    for row in connection.execute(select(checkpoints).order_by(checkpoints.c.number)):
        yield Checkpoint(*row)


def trusted_keys(found: Sequence[PublicKey], root: bytes) -> dict[str, PublicKey]:
    """The keys that the root vouches for, directly or through others."""
    trusted = {one.key_id: one for one in found if one.public == root}
    while more := [
        one
        for one in found
        if one.key_id not in trusted and one.previous in trusted and one.endorsed_by(trusted[one.previous])
    ]:
        trusted |= {one.key_id: one for one in more}
    return trusted


def _checkpoint_faults(picture: _Picture, root: bytes) -> Iterator[Fault]:
    trusted = trusted_keys(picture.keys, root)
    expected, previous = 1, NO_CHECKPOINT
    for one in picture.checkpoints:
        number, key = one.number, trusted.get(one.key_id)
        if number != expected:
            yield _at(one, "checkpoint_missing", f"检查点{expected}缺失", f"checkpoint {expected} is missing")
            return
        if key is None:
            en = f"checkpoint {number} is signed by a key that is not trusted"
            yield _at(one, "untrusted_key", f"检查点{number}的签名密钥不可信", en)
            return
        if one.previous != previous or not key.verifies(one.signature, one.signed):
            yield _at(one, "checkpoint_changed", f"检查点{number}被改动", f"checkpoint {number} was changed")
            return
        expected, previous = expected + 1, one.digest


def _anchor_faults(picture: _Picture, anchors: Sequence[Anchor]) -> Iterator[Fault]:
    known = {one.number: one for one in picture.checkpoints}
    for anchor in sorted(anchors, key=lambda anchor: anchor.number):
        number, found = anchor.number, known.get(anchor.number)
        if found is None:
            zh = f"锚定的检查点{number}缺失: 日志尾部被截去"
            en = f"checkpoint {number}, which was anchored, is missing: the log's tail was cut off"
            yield _at(anchor, "cut", zh, en)
            return
        if found.digest.hex() != anchor.digest:
            en = f"checkpoint {number} is not the one that was anchored"
            yield _at(anchor, "rewritten", f"检查点{number}与锚定的不同", en)
            return


def _answer_faults(
    kept: Mapping[bytes, bool], stretches: Sequence[Stretch], verified: Sequence[Verified]
) -> Iterator[Fault]:
    """Answers that are not what records name, each with the first record that names it."""
    told: set[bytes] = set()
    for stretch, one in zip(stretches, verified, strict=True):
        for digest, seq in one.answers.items():
            if kept.get(digest) or digest in told:
                continue
            told.add(digest)
            name = digest.hex()[:16]
            if digest in kept:
                zh, en = f"记录所引的答复{name}被改动", f"the answer {name}, which records name, was changed"
                yield Fault("answer_changed", zh, en, stretch.writer, seq)
            else:
                zh, en = f"记录所引的答复{name}被删除", f"the answer {name}, which records name, was deleted"
                yield Fault("answer_missing", zh, en, stretch.writer, seq)


def _at(one: Checkpoint | Anchor, code: str, zh: str, en: str) -> Fault:
    return Fault(code, zh, en, one.writer, one.seq, one.number)


def _forked(one: Checkpoint) -> Fault:
    zh = f"检查点{one.number}与同一记录的另一个检查点矛盾"
    return _at(one, "rewritten", zh, f"checkpoint {one.number} contradicts another one of the same record")


def _cut(writer: str, last: int, end: int) -> Fault:
    zh = f"记录{last + 1}–{end}缺失: 尾部被截去"
    en = f"records {last + 1}–{end} are missing: the tail was cut off"
    return Fault("cut", zh, en, writer, last + 1)


def _stretches(writer: str, first: int, last: int, before: bytes, sealed: Mapping[int, bytes]) -> Iterator[Stretch]:
    for start in range(first, last + 1, _STRETCH):
        end = min(start + _STRETCH - 1, last)
        inside = {seq: value for seq, value in sealed.items() if start <= seq <= end}
        yield Stretch(writer, start, end, before if start == first else None, inside)


def _all(url: str, stretches: Sequence[Stretch], processes: int) -> list[Verified]:
    total = sum(one.last - one.first + 1 for one in stretches)
    check = partial(verify_stretch, url)
    if processes == 1 or total < _WORTH_A_PROCESS:
        return [check(one) for one in stretches]
    # A fresh interpreter each: a forked one would share this one's connections and threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(check, stretches))

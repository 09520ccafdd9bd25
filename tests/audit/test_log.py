"""Recording: durable when it returns, in groups, in one chain a process; nothing bad stops the log for the others."""

from __future__ import annotations

import asyncio
import fcntl
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from luling.audit.answers import GAP, SharedAnswer
from luling.audit.chain import HEAD, digest, first_hash
from luling.audit.search import Search, whole
from luling.audit.tables import answers, checkpoints, records, schema
from luling.audit.verification import verify
from luling.storage.database import Database
from tests.audit.entries import RESIDENT, entry, evidence_log
from tests.audit.test_verification import root


def rows(url: str, table: Table = records) -> list[Any]:
    """What another process sees: the whole table, in the order of its key."""
    with Database(url) as database, database.engine.connect() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key.columns)))


def test_what_was_recorded_is_there_for_others_when_it_returns(database_url: str, tmp_path: Path) -> None:
    async def record() -> None:
        async with evidence_log(database_url, tmp_path) as log:
            one = entry()
            await log.record(one)
            [row] = await asyncio.to_thread(rows, database_url)
            assert (row.id, row.seq, row.asked, row.answered) == (one.id, 1, one.asked, one.answered)
            [said] = await asyncio.to_thread(rows, database_url, answers)
            assert (row.answer, said.effect, said.articles) == (said.digest, "deny", " law/art_1 law/art_2__para_1 ")

    asyncio.run(record())


def test_the_answer_of_many_is_kept_once_and_read_whole(database_url: str, tmp_path: Path) -> None:
    text = GAP.join((b'{"id":"', b'","steps":[{"n":1', b'},{"n":2', b"}]}"))
    common = SharedAnswer("refer", ("law",), ("law/art_1",), "sha256:0", "regorus", text)
    due = [b',"due":"2026-01-05"', b""]
    masked = SharedAnswer("deny", (), (), "sha256:0", "regorus", b'{"id":"\0","of":"%s"}' % RESIDENT.encode())

    async def record() -> None:
        for _ in range(2):
            async with evidence_log(database_url, tmp_path) as log:
                await log.record_all(
                    [entry(id=f"{log.writer}{n}", shared=common, answered=GAP.join(due)) for n in "ab"]
                )
                await log.record(entry(id=f"{log.writer}c", shared=masked, answered=b""))

    asyncio.run(record())
    with Database(database_url) as database:
        found = list(whole(database, Search(effect="refer", article="law/art_1")))
        own = list(whole(database, Search(effect="deny")))
    assert len(found) == 4
    for one in found:
        assert json.loads(bytes(one.answered)) == {"id": one.id, "steps": [{"n": 1, "due": "2026-01-05"}, {"n": 2}]}
        assert (one.effect, one.regulations, one.policy_revision) == ("refer", ("law",), "sha256:0")
    assert len(own) == 2
    for one in own:
        assert json.loads(bytes(one.answered))["id"] == one.id
        assert RESIDENT.encode() not in bytes(one.answered)
        assert one.masks == (("answered.of", "resident_id"),)
    texts = [row.text for row in rows(database_url, answers)]
    assert sorted(texts) == [b"", text], "what is masked is no answer of many"


def test_many_at_once_are_one_chain_and_few_commits(database_url: str, tmp_path: Path) -> None:
    async def record() -> str:
        async with evidence_log(database_url, tmp_path) as log:
            await asyncio.gather(*(log.record(entry()) for _ in range(300)))
            await log.record_all([entry(id="first"), entry(id="second")])
            return log.writer

    writer = asyncio.run(record())
    found = rows(database_url)
    assert [row.seq for row in found] == list(range(1, 303))
    assert [row.id for row in found[-2:]] == ["first", "second"]
    previous = first_hash(writer)
    for row in found:
        assert row.hash == (previous := digest(previous, row[:HEAD], row.asked, row.answered))
    kinds = [row.kind for row in rows(database_url, checkpoints)]
    assert (kinds[0], kinds[-1]) == ("open", "close")
    assert 3 <= len(kinds) < 30


def test_identifiers_of_persons_are_masked_before_they_are_stored(database_url: str, tmp_path: Path) -> None:
    asked = f'{{"subject":{{"id":"{RESIDENT}"}},"amount":13800138000,"note":"电话138-0013-8000"}}'.encode()

    async def record() -> str:
        async with evidence_log(database_url, tmp_path) as log:
            await log.record(entry(asked=asked, subject=RESIDENT))
            return log.masked(RESIDENT)

    masked = asyncio.run(record())
    [row] = rows(database_url)
    assert row.subject == masked != RESIDENT
    assert RESIDENT.encode() not in row.asked
    assert masked.encode() in row.asked
    assert b'8000"' not in row.asked
    assert b"13800138000" in row.asked, "an amount is no telephone number"
    assert json.loads(row.masks) == [
        ["asked.subject.id", "resident_id"],
        ["asked.note", "mobile_number"],
        ["subject", "resident_id"],
    ]


def test_a_text_that_a_database_refuses_stops_nobody(database_url: str, tmp_path: Path) -> None:
    async def record() -> None:
        async with evidence_log(database_url, tmp_path) as log:
            await log.record(entry(id="nul", subject="a\0b", caller="half \ud800"))
            await log.record(entry(id="long", resource="x" * 100_000))
            await log.record(entry(id="after"))
            assert log.fault is None

    asyncio.run(record())
    assert {row.id for row in rows(database_url)} == {"nul", "long", "after"}


def test_a_record_waits_for_another_process_that_writes_and_the_loop_does_not(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"

    async def record(held: Callable[[], AbstractContextManager[object]]) -> None:
        async with evidence_log(f"sqlite:///{path}", tmp_path) as log:
            await log.record(entry(id="before"))
            with held():
                waiting = asyncio.create_task(log.record(entry(id="waited")))
                # Long enough to come to the thread, and nothing of the loop is held up.
                done, _ = await asyncio.wait([waiting], timeout=0.1)
                assert not done
                also = asyncio.create_task(log.record(entry(id="behind")))
                await asyncio.sleep(0)
            await asyncio.gather(waiting, also)
            await log.record(entry(id="after"))

    @contextmanager
    def turn() -> Iterator[None]:
        with path.with_name("evidence.db.lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def transaction() -> Iterator[None]:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    for held in (turn, transaction):
        asyncio.run(record(held))
    assert [row.id for row in rows(f"sqlite:///{path}")] == ["before", "waited", "behind", "after"] * 2


def test_the_write_ahead_log_is_copied_beside_the_writing_and_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luling.audit.appender._TRANSFERRED", 50)
    path = tmp_path / "evidence.db"
    asked = b'"%s"' % (b"x" * 5_000)

    async def record() -> None:
        async with evidence_log(f"sqlite:///{path}", tmp_path) as log:
            empty = path.stat().st_size
            async with asyncio.timeout(30):
                while path.stat().st_size < empty + 100_000:
                    await log.record_all([entry(asked=asked) for _ in range(20)])
                # While it is written on, what was copied is overwritten.
                size = path.with_name("evidence.db-wal").stat().st_size
                for _ in range(10):
                    await log.record_all([entry(asked=asked) for _ in range(50)])
                    await asyncio.sleep(0.01)
            assert path.with_name("evidence.db-wal").stat().st_size < size + 10 * 50 * 5_000

    asyncio.run(record())
    assert verify(f"sqlite:///{path}", root(tmp_path)).faults == ()


def test_a_log_of_another_schema_is_not_touched(database_url: str, tmp_path: Path) -> None:
    async def fault() -> str | None:
        async with evidence_log(database_url, tmp_path) as log:
            return log.fault

    assert asyncio.run(fault()) is None
    with Database(database_url) as database, database.engine.begin() as connection:
        connection.execute(update(schema).values(version=1))
    assert "has schema 1" in (asyncio.run(fault()) or "")

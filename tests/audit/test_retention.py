"""Records of past months are removed, the rest still verifies, and the log says what is gone, by whom and why."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from luling.audit.checkpoints import checkpoint_heads, rotate_key
from luling.audit.entry import LogError
from luling.audit.journal import Journal, open_journal
from luling.audit.keys import KeyDirectory
from luling.audit.retention import first_instant, removals, remove
from luling.audit.tables import answers, records
from luling.audit.verification import verify
from luling.law.calendar import ZONE
from luling.storage.database import Database
from tests.audit.entries import entry, evidence_log
from tests.audit.test_verification import root, tamper

_DAYS = ["2026-01-31T23:59:59", "2026-02-01T00:00:00", "2026-02-28T12:00:00", "2026-03-01T00:00:00"]


@pytest.fixture
def log(database_url: str, tmp_path: Path) -> Iterator[tuple[Database, Journal]]:
    """A log of two writers with records of three months, and a journal to it."""

    async def record() -> None:
        for _ in range(2):
            async with evidence_log(database_url, tmp_path) as log:
                for day in _DAYS:
                    at = int(dt.datetime.fromisoformat(day).replace(tzinfo=ZONE).timestamp()) * 1_000_000
                    await log.record_all([entry(at=at) for _ in range(7)])

    asyncio.run(record())
    with Database(database_url) as database:
        journal = open_journal(database)
        yield database, journal
        journal.close()


def _count(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(records)) or 0


def test_a_month_begins_in_shanghai() -> None:
    assert first_instant("2026-02") == int(dt.datetime(2026, 1, 31, 16, tzinfo=dt.UTC).timestamp()) * 1_000_000
    with pytest.raises(ValueError, match="no month"):
        first_instant("2026-13")


def test_what_is_removed_is_gone_and_the_rest_verifies(
    log: tuple[Database, Journal], database_url: str, tmp_path: Path
) -> None:
    database, journal = log
    keys = KeyDirectory.open(tmp_path / "keys")
    planned = removals(database, "2026-02")
    assert [one.months for one in planned] == [{"2026-01": 7}] * 2
    assert _count(database) == 56, "a plan removes nothing"
    remove(database_url, journal, keys, planned, "档案管理员", "保存期满")
    assert _count(database) == 42

    remove(database_url, journal, keys, removals(database, "2026-03"), "another", "later")
    assert _count(database) == 14
    report = verify(database_url, root(tmp_path))
    assert (report.records, report.faults) == (14, ())
    notes = [json.loads(one.note) for one in report.dropped]
    assert notes == [{"by": "another", "reason": "later", "records": 14, "months": {"2026-02": 14}}] * 2
    assert removals(database, "2026-03") == []


def test_all_of_a_running_writer_may_be_removed_and_it_goes_on(database_url: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with evidence_log(database_url, tmp_path) as log:
            await log.record_all([entry(at=1) for _ in range(5)])
            with Database(database_url) as database:
                journal = await asyncio.to_thread(open_journal, database)
                remove(database_url, journal, log.keys, removals(database, "2026-01"), "x", "y")
                journal.close()
            await log.record(entry())

    asyncio.run(run())
    report = verify(database_url, root(tmp_path))
    assert (report.records, report.faults) == (1, ())


def test_answers_that_no_record_names_go_and_a_writer_keeps_them_again(database_url: str, tmp_path: Path) -> None:
    def kept() -> set[str]:
        with Database(database_url) as database, database.engine.connect() as connection:
            return set(connection.scalars(select(answers.c.effect)))

    async def run() -> None:
        async with evidence_log(database_url, tmp_path) as log:
            await log.record_all([entry(at=1, effect=effect) for effect in ("refer", "deny", "permit")])
            await log.record(entry(effect="permit"))
            with Database(database_url) as database:
                journal = await asyncio.to_thread(open_journal, database)
                await asyncio.to_thread(
                    remove, database_url, journal, log.keys, removals(database, "2026-01"), "x", "y"
                )
                journal.close()
            assert kept() == {"permit"}
            await log.record_all([entry(effect="deny"), entry(effect="permit")])
            assert log.fault is None

    asyncio.run(run())
    assert kept() == {"deny", "permit"}
    report = verify(database_url, root(tmp_path))
    assert (report.records, report.faults) == (3, ())


def test_an_answer_that_is_named_between_mark_and_removal_stays(database_url: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with evidence_log(database_url, tmp_path) as log:
            await log.record(entry(at=1, effect="deny"))
            journal = await asyncio.to_thread(open_journal, log.database)
            await asyncio.to_thread(journal.mark_answers)
            await log.record(entry(effect="deny"))
            with log.database.engine.connect() as connection:
                known = connection.scalars(select(answers.c.digest)).all()
            assert await asyncio.to_thread(journal.remove_answers, known) == 0
            journal.close()

    asyncio.run(run())
    assert verify(database_url, root(tmp_path)).faults == ()


def test_a_log_that_does_not_verify_loses_nothing(
    log: tuple[Database, Journal], database_url: str, tmp_path: Path
) -> None:
    database, journal = log
    tamper(database_url, lambda log: log.execute(update(records).where(records.c.seq == 3).values(action="other")))
    with pytest.raises(LogError, match="does not verify"):
        remove(database_url, journal, KeyDirectory.open(tmp_path / "keys"), removals(database, "2026-02"), "x", "y")
    assert _count(database) == 56


def test_a_removal_that_nobody_signed_is_a_cut(
    log: tuple[Database, Journal], database_url: str, tmp_path: Path
) -> None:
    _, journal = log
    with Database(database_url) as database:
        writer = removals(database, "2026-02")[0].writer
    assert journal.remove(writer, 7, 100) == 7
    [fault] = verify(database_url, root(tmp_path)).faults
    assert (fault.code, fault.writer, fault.seq) == ("missing", writer, 1)


def test_keys_are_replaced_while_a_writer_runs(database_url: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with evidence_log(database_url, tmp_path, records=1) as log:
            for _ in range(3):
                await log.record(entry())
                journal = await asyncio.to_thread(open_journal, log.database)
                rotate_key(journal, KeyDirectory.open(tmp_path / "keys"))
                journal.close()
            await log.record(entry())
            assert log.checkpoint is not None
            assert log.checkpoint.key_id == log.keys.signer.public.key_id

    asyncio.run(run())
    report = verify(database_url, root(tmp_path))
    assert (report.records, report.faults) == (4, ())
    first, now = root(tmp_path), KeyDirectory.open(tmp_path / "keys").signer.public
    assert first != now.public


def test_a_writers_tail_can_be_signed_from_outside(database_url: str, tmp_path: Path) -> None:
    async def run() -> None:
        async with evidence_log(database_url, tmp_path, records=1000) as log:
            await log.record_all([entry(), entry()])
            journal = await asyncio.to_thread(open_journal, log.database)
            assert verify(database_url, log.keys.root).unsealed == 2
            assert [one.seq for one in checkpoint_heads(log.database, journal, log.keys)] == [2]
            assert verify(database_url, log.keys.root).unsealed == 0
            assert checkpoint_heads(log.database, journal, log.keys) == []
            journal.close()

    asyncio.run(run())
    assert verify(database_url, root(tmp_path)).faults == ()

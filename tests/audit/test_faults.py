"""When the log cannot be written nothing is answered; it comes back by itself, and nothing answered is missing."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from luling.audit.entry import LogError
from luling.audit.log import EvidenceLog
from luling.audit.verification import verify
from luling.register.store import Register
from luling.register.tables import Subject
from luling.storage.database import Database
from tests.audit.crash import answered_until_killed, missing
from tests.audit.entries import entry, evidence_log
from tests.audit.test_verification import root
from tests.databases import PostgresServer

_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
_PATIENCE = 30.0  # seconds for what takes part of one


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not holds():  # noqa: ASYNC110 - the log tells nobody that it is back; it is asked
            await asyncio.sleep(0.01)


async def _answered(log: EvidenceLog, count: int) -> list[str]:
    entries = [entry() for _ in range(count)]
    await asyncio.gather(*(log.record(one) for one in entries))
    return [one.id for one in entries]


async def _refused(log: EvidenceLog) -> list[str]:
    """Record until it fails, and wait until the log says so; what was answered till then."""
    answered = []
    async with asyncio.timeout(_PATIENCE):
        with pytest.raises(LogError):  # noqa: PT012 - a server may be killed and one of its processes answer yet
            while True:
                answered += await _answered(log, 1)
    await _until(lambda: log.fault is not None)
    return answered


def _check(url: str, directory: Path, answered: list[str]) -> None:
    assert missing(url, answered) == []
    report = verify(url, root(directory))
    assert report.faults == ()
    assert report.records >= len(answered)


def _through(url: str, directory: Path, breaks: Callable[[EvidenceLog], Awaitable[list[str]]]) -> None:
    """Record, have it fail and come back, record again; then look."""

    async def run() -> list[str]:
        async with evidence_log(url, directory) as log:
            answered = await _answered(log, 30)
            answered += await breaks(log)
            await _until(lambda: log.fault is None)
            return answered + await _answered(log, 30)

    _check(url, directory, asyncio.run(run()))


@contextmanager
def _file_limit(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: what a full disk is to SQLite."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk(tmp_path: Path) -> None:
    async def fill(log: EvidenceLog) -> list[str]:
        with _file_limit(500_000):
            with pytest.raises(LogError, match=r"full|I/O"):
                await log.record(entry(answered=b'"%s"' % (b"x" * 1_000_000)))
            return await _refused(log)

    _through(f"sqlite:///{tmp_path / 'evidence.db'}", tmp_path, fill)


def test_a_file_that_is_taken_away_and_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "log" / "evidence.db"

    async def take(log: EvidenceLog) -> list[str]:
        path.parent.rename(tmp_path / "elsewhere")
        assert await _refused(log) == []
        # Another log in its place is not this writer's, and no new one is begun.
        path.parent.mkdir()
        sqlite3.connect(path).close()
        await asyncio.sleep(0.3)
        assert log.fault is not None
        shutil.rmtree(path.parent)
        (tmp_path / "elsewhere").rename(path.parent)
        return []

    _through(f"sqlite:///{path}", tmp_path, take)


def test_a_disk_that_takes_no_files_at_the_start(tmp_path: Path) -> None:
    place, disk = tmp_path / "log", tmp_path / "disk"
    url = f"sqlite:///{place / 'evidence.db'}"
    disk.mkdir()
    # Nobody can make a file there, root neither.
    place.symlink_to("/proc")

    async def run() -> list[str]:
        async with evidence_log(url, tmp_path) as log:
            await _refused(log)
            place.unlink()
            place.symlink_to(disk)
            await _until(lambda: log.fault is None)
            return await _answered(log, 5)

    _check(url, tmp_path, asyncio.run(run()))


def test_a_server_that_is_killed_and_started_again(own_postgres: PostgresServer, tmp_path: Path) -> None:
    async def kill(log: EvidenceLog) -> list[str]:
        own_postgres.kill()
        answered = await _refused(log)
        await asyncio.to_thread(own_postgres.start)
        return answered

    _through(own_postgres.create(), tmp_path, kill)


def test_a_server_that_takes_only_reads_for_a_while(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.create()
    name = url.rpartition("/")[2]

    def only_reads(state: str) -> None:
        with psycopg.connect(postgres.url(), autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {state}')
            admin.execute(_CUT, (name,))

    async def forbid(log: EvidenceLog) -> list[str]:
        await asyncio.to_thread(only_reads, "on")
        answered = await _refused(log)
        await asyncio.to_thread(only_reads, "off")
        return answered

    _through(url, tmp_path, forbid)


def test_a_server_that_is_frozen_is_a_log_that_is_down(own_postgres: PostgresServer, tmp_path: Path) -> None:
    async def freeze(log: EvidenceLog) -> list[str]:
        own_postgres.freeze()
        try:
            answered = await _refused(log)
            # It is known to be down now: nobody else has to wait for that.
            with pytest.raises(LogError):
                await log.record(entry())
            assert log.waiting > 0, "the group that hangs is still on its way"
        finally:
            own_postgres.thaw()
        return answered

    _through(own_postgres.create(), tmp_path, freeze)


def test_a_long_write_of_the_register_holds_no_record_up(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.create()

    async def run() -> list[str]:
        # Opened first: tables are not made while somebody writes.
        async with evidence_log(url, tmp_path, records=1) as log:
            with Database(url) as database:
                database.migrate()
                with database.session() as session:
                    Register().put(session, Subject(type="organization", id="a", name="", properties={}), "import")
                    async with asyncio.timeout(_PATIENCE):
                        return await _answered(log, 3)

    _check(url, tmp_path, asyncio.run(run()))


def test_a_connection_that_is_cut_costs_nobody_an_answer(postgres: PostgresServer, tmp_path: Path) -> None:
    url = postgres.create()

    async def run() -> list[str]:
        async with evidence_log(url, tmp_path) as log:
            answered = await _answered(log, 10)
            with psycopg.connect(postgres.url(), autocommit=True) as admin:
                admin.execute(_CUT, (url.rpartition("/")[2],))
            return answered + await _answered(log, 10)

    _check(url, tmp_path, asyncio.run(run()))


def test_a_log_that_is_down_from_the_start_comes_up_later(own_postgres: PostgresServer, tmp_path: Path) -> None:
    url = own_postgres.create()
    own_postgres.kill()

    async def run() -> list[str]:
        async with evidence_log(url, tmp_path) as log:
            await _refused(log)
            await asyncio.to_thread(own_postgres.start)
            await _until(lambda: log.fault is None)
            return await _answered(log, 10)

    _check(url, tmp_path, asyncio.run(run()))


def test_what_was_answered_before_a_kill_is_in_the_log(database_url: str, tmp_path: Path) -> None:
    rounds = 24 if database_url.startswith("sqlite") else 6
    answered: list[str] = []
    for number in range(rounds):
        answered += answered_until_killed(database_url, tmp_path, 1 + number * 7, processes=1 + number % 2)
    assert len(answered) > rounds * 3
    _check(database_url, tmp_path, answered)

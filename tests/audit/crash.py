"""Processes that record and are killed, for tests of what a crash leaves behind.

A process notes each id as soon as `record` has returned for it, that is when a service would have answered. Whatever it
noted must be in the log, whenever and however it was killed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
from pathlib import Path

from sqlalchemy import select

from luling.audit.tables import records
from luling.storage.database import Database
from tests.audit.entries import entry, evidence_log

# A clean process that has imported everything and whose copies are quick to start.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.audit.crash"])


def answered_until_killed(url: str, directory: Path, answers: int, processes: int = 1) -> list[str]:
    """Ids that processes noted as answered until they were killed (`kill -9`), after about so many answers."""
    reading, writing = os.pipe()
    started = []
    for _ in range(processes):
        process = _PROCESSES.Process(target=record_for_ever, args=(url, directory, _Inherited(writing)))
        process.start()
        started.append(process)
    os.close(writing)
    noted = b""
    while noted.count(b"\n") < answers and (chunk := os.read(reading, 65536)):
        noted += chunk
    for process in started:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    for process in started:
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it ended by itself"
        process.close()
    # What they had noted before they died still stands in the pipe.
    while chunk := os.read(reading, 65536):
        noted += chunk
    os.close(reading)
    return noted.decode().splitlines()


def record_for_ever(url: str, directory: Path, notes: _Inherited) -> None:
    """Record in groups of changing size, and note what a service would have answered."""
    asyncio.run(_record(url, directory, notes.descriptor))


async def _record(url: str, directory: Path, notes: int) -> None:
    async with evidence_log(url, directory) as log:

        async def client(number: int) -> None:
            while True:
                one = entry(asked=b'{"text":"%s"}' % (b"x" * random.randint(0, 3000)))
                await log.record(one)
                os.write(notes, one.id.encode() + b"\n")
                if number % 3 == 0:
                    await asyncio.sleep(random.random() / 1000)

        await asyncio.gather(*(client(number) for number in range(random.randint(1, 12))))


class _Inherited:
    """A file descriptor handed to another process."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        from multiprocessing.reduction import DupFd

        return _opened, (DupFd(self.descriptor),)


def _opened(duplicate: object) -> _Inherited:
    return _Inherited(duplicate.detach())  # type: ignore[attr-defined]


def missing(url: str, answered: list[str]) -> list[str]:
    """Of these ids the ones that are not in the log."""
    with Database(url) as database, database.engine.connect() as connection:
        found = set(connection.scalars(select(records.c.id)))
    return [one for one in answered if one not in found]

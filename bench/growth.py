"""What a decision, a record and a search cost as the work grows: resources, regulations, records of the log.

    make bench-growth                                  table in the terminal, about two minutes
    python -m bench.growth --json
    python -m bench.growth --plot growth.svg           also as a chart, both axes logarithmic
    python -m bench.growth --part log --large          one part; 100,000 resources, 1,000,000 records

**resources** in the register (SQLite), all of one regulation. `cold`: nothing of the register is remembered and no
decision; `facts read`: the register is read, the case is remembered, as for a resource that was not asked for yet;
`warm`: both are remembered.

**regulations** in a policy set that is made for it: copies of one regulation in the same area, each with its own ids
and competences. `named`: the request names one; `not named`: it names none, and all of them apply and must speak, which
is the worst there is; `elsewhere`: it names none, and its parties lie outside the area of all. Cold is the engine, warm
the memory.

**records** in the evidence log (SQLite, durable): filled by batches of 1,000, the last 10,000 by 100 clients that each
wait for theirs; the whole log verified; pages of 50 searched: the newest ones of a resource, and those of an article
that occurs nowhere, for which every record is looked at.

Absolute figures belong to the machine and its disk; compare the rows of one run.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from bench.contestants import AREA, REGULATION
from bench.contestants import requests as access_requests
from bench.evidence import answers
from bench.evidence import write as append
from bench.figures import Row, plot, table
from bench.register import request as known_request
from bench.register import tables, write
from bench.regulations import write as write_regulations
from luling.audit.appender import Cadence
from luling.audit.entry import Entry
from luling.audit.log import EvidenceLog, LogSettings
from luling.audit.masking import Masking
from luling.audit.search import Search, page
from luling.audit.verification import verify
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.request.ulids import new_ulid
from luling.settings import Settings
from luling.storage.database import Database

_RESOURCES = (1, 100, 10_000)
_REGULATIONS = (1, 10, 50)
_RECORDS = (1_000, 10_000, 100_000)
_ASKED = 100  # decisions of each kind
_CLIENTS = 100  # that append to the log at a time
_APPENDED = 10_000  # records that they append, where there are as many
_BATCH = 1_000  # records of a commit with which the rest is filled
_BYTES = 2_500  # that a record takes at most
_PAGE = 50  # records of a search
_SEARCHES = 5
_ELSEWHERE = "110100"


async def resources(sizes: Sequence[int]) -> list[Row]:
    """Decisions on resources of a register of each size."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as directory:
            rows += await _resources(size, Path(directory))
    return rows


async def _resources(size: int, directory: Path) -> list[Row]:
    url, organizations = f"sqlite:///{directory / 'luling.db'}", max(size // 50, 1)
    with Book(url, migrate=True) as book:
        async with DecisionPoint(Settings(watch=False)) as point:
            with contextlib.redirect_stdout(sys.stderr):  # it tells how long it took
                for name, path in tables(directory, size, organizations).items():
                    write(book, point, name, path)
    numbers = [size * number // _ASKED for number in range(_ASKED)]
    asked = [known_request(number, number % organizations) for number in numbers]
    rows = []
    with Book(url, cache=0) as book:  # a register of which nothing stays remembered
        async with DecisionPoint(Settings(watch=False), register=book.facts) as point:
            rows.append(await _timed("resources", size, "cold", asked, point, forgetful=True))
            rows.append(await _timed("resources", size, "facts read, case remembered", asked, point))
    with Book(url) as book:
        async with DecisionPoint(Settings(watch=False), register=book.facts) as point:
            rows.append(await _timed("resources", size, "warm", asked, point))
    return rows


async def regulations(sizes: Sequence[int]) -> list[Row]:
    """Decisions under policy sets of each size."""
    settings = Settings()
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as directory:
            made = write_regulations(settings.rules, settings.policies, REGULATION, size, Path(directory))
            own = Settings(watch=False, rules=made[0], policies=made[1])
            started = time.perf_counter()
            async with DecisionPoint(own) as point:
                loaded = (time.perf_counter() - started) * 1e6
                rows.append(Row("regulations", size, "loading and checking the policies", loaded))
                for what, asked in _law_requests().items():
                    spoken = len((await point.decide(asked[0]))["context"]["regulations"])
                    for memory in ("cold", "warm"):
                        row = await _timed(
                            "regulations", size, f"{what}, {memory}", asked, point, forgetful=memory == "cold"
                        )
                        rows.append(row._replace(told=f"{spoken} apply"))
    return rows


def _law_requests() -> dict[str, list[dict[str, Any]]]:
    named, unnamed, elsewhere = (access_requests(_ASKED // 2) for _ in range(3))
    for request in (*unnamed, *elsewhere):
        del request["resource"]["properties"]["regulation"]
    for request in elsewhere:
        request["subject"]["properties"]["jurisdiction"] = _ELSEWHERE
        request["resource"]["properties"]["jurisdiction"] = _ELSEWHERE
    assert all(request["subject"]["properties"]["jurisdiction"] == AREA for request in unnamed)
    return {"named": named, "not named, all apply": unnamed, "not named, elsewhere": elsewhere}


async def _timed(
    part: str, size: int, what: str, asked: list[dict[str, Any]], point: DecisionPoint, *, forgetful: bool = False
) -> Row:
    """The time of each decision; with a memory that is empty each time, or after all of them have been asked once."""
    if not forgetful:
        for request in asked:
            await point.decide(request)
    times = []
    for request in asked:
        if forgetful and point.memory is not None:
            point.memory.clear()
        started = time.perf_counter_ns()
        await point.decide(request)
        times.append((time.perf_counter_ns() - started) / 1000)
    return Row(part, size, what, statistics.median(times), statistics.quantiles(times, n=100, method="inclusive")[98])


async def records(sizes: Sequence[int]) -> list[Row]:
    """Appending up to each size, and verifying and searching there."""
    entries = await answers()
    rows, there = [], 0
    with tempfile.TemporaryDirectory() as directory:
        _room(Path(directory), max(sizes))
        url = f"sqlite:///{directory}/evidence.db"
        settings = LogSettings(url, Path(directory) / "keys", Cadence())
        for size in sizes:
            async with EvidenceLog(settings) as log:
                log.masking = Masking.read(Settings().rules / "masking.yaml", log.keys.mask_key)
                root, resource = log.keys.root, log.masked(entries[0].resource)
                bulk = (size - there - _APPENDED) // _BATCH * _BATCH
                if bulk > 0:
                    started = time.perf_counter()
                    await _fill(log, entries, bulk)
                    rows.append(_rate(size, "append, in batches of 1,000", time.perf_counter() - started, bulk))
                    there += bulk
                started = time.perf_counter()
                added = await append(log, entries, _CLIENTS, 3600.0, size - there)
                seconds = time.perf_counter() - started
            there += added
            rows.append(_rate(size, "append, 100 clients", seconds, added))
            # Elsewhere than on the event loop's thread, since it starts processes.
            started = time.perf_counter()
            report = await asyncio.to_thread(verify, url, root)
            seconds = time.perf_counter() - started
            assert not report.faults, report.faults[0]
            assert report.records == there, (report.records, there)
            rows.append(_rate(size, "verify", seconds, there))
            with Database(url) as database:
                rows += _searches(database, size, resource)
    return rows


async def _fill(log: EvidenceLog, entries: Sequence[Entry], count: int) -> None:
    """So many records through the log's own writer, `_BATCH` to a commit."""
    for start in range(0, count, _BATCH):
        now = time.time_ns() // 1000
        batch = [entries[number % len(entries)] for number in range(start, start + _BATCH)]
        await log.record_all([msgspec.structs.replace(entry, id=new_ulid(), at=now) for entry in batch])


def _room(directory: Path, count: int) -> None:
    """Ends the program where the disk may not hold so many records."""
    needed, free = count * _BYTES, shutil.disk_usage(directory).free
    if needed > free:
        sys.exit(f"{count:,} records need up to {needed / 1e9:,.0f} GB, {directory} has {free / 1e9:,.0f} GB free")


def _rate(size: int, what: str, seconds: float, count: int) -> Row:
    return Row("records", size, f"{what}, a record", seconds / count * 1e6, None, f"{count / seconds:,.0f} records/s")


def _searches(database: Database, size: int, resource: str) -> Iterator[Row]:
    sought = {
        "search, newest of a resource": Search(resource=resource),
        "search, an article that is nowhere": Search(article=f"{REGULATION}/art_999"),
    }
    for what, search in sought.items():
        times = []
        for _ in range(_SEARCHES):
            started = time.perf_counter()
            found, _ = page(database, search, _PAGE)
            times.append((time.perf_counter() - started) * 1e6)
        yield Row("records", size, what, statistics.median(times), None, f"{len(found)} found")


_PARTS: dict[str, tuple[Callable[[Sequence[int]], Awaitable[list[Row]]], tuple[int, ...]]] = {
    "resources": (resources, _RESOURCES),
    "regulations": (regulations, _REGULATIONS),
    "log": (records, _RECORDS),
}
_LARGER = {"resources": 100_000, "log": 1_000_000}


async def measure(parts: Sequence[str], *, large: bool, most: int) -> list[Row]:
    """The figures of these parts; the log has up to `most` records, where that is more than else."""
    rows = []
    for part in parts:
        act, sizes = _PARTS[part]
        found = {*sizes, *([_LARGER[part]] if large and part in _LARGER else ())}
        if part == "log" and most > max(found):
            found |= {_LARGER[part], most}
        rows += await act(sorted(found))
    return rows


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description="What decisions, records and searches cost as work grows.")
    parser.add_argument("--part", action="append", choices=list(_PARTS), help="only this one (may be repeated)")
    parser.add_argument("--large", action="store_true", help="also 100,000 resources and 1,000,000 records")
    parser.add_argument("--records", type=int, default=0, metavar="N", help="also N records (10000000 is possible)")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a chart as SVG")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    parts = arguments.part or list(_PARTS)
    rows = asyncio.run(measure(parts, large=arguments.large, most=arguments.records))
    if arguments.json:
        for row in rows:
            print(json.dumps(row._asdict(), ensure_ascii=False))
    else:
        Console(width=None if sys.stdout.isatty() else 180).print(table(rows))
    if arguments.plot:
        plot(rows, arguments.plot)


if __name__ == "__main__":
    main()

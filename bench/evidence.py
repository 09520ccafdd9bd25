"""What the evidence log costs: records a second by the size of a group, verification, bytes a record.

    python -m bench.evidence                       both databases
    python -m bench.evidence --database sqlite --records 200000

The records are those of real answers: every sample of `examples/` decided once, then recorded again and again under new
ids. A group is what waits for one commit; as many clients as a group has records each wait for their own. Absolute
figures belong to the machine and its disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import psycopg
from rich.console import Console
from rich.table import Table
from ulid import ULID

from luling.audit.appender import Cadence
from luling.audit.entry import Entry
from luling.audit.log import EvidenceLog, LogSettings
from luling.audit.masking import Masking
from luling.audit.verification import verify
from luling.decision.point import DecisionPoint
from luling.settings import Settings
from tests.databases import PostgresServer
from tests.samples import samples

GROUPS = (1, 10, 100, 1000)
_SECONDS = 3.0  # for each size of a group


@dataclass(frozen=True, slots=True)
class Figures:
    """Records a second while writing, by the size of a group; while verifying; bytes a record in the database."""

    database: str
    written: dict[int, float]
    cpu: dict[int, float]  # microseconds of processor time a record, in this process
    verified: float
    bytes: float
    records: int


async def answers() -> list[Entry]:
    """The entries of every sample."""
    async with DecisionPoint(Settings(watch=False)) as point:
        return [(await point.evaluate(request))[1] for _, request in samples()]


async def write(log: EvidenceLog, entries: Sequence[Entry], group: int, most: float, records: int) -> int:
    """Record for so many seconds, or so many records; how many it were."""
    until, done = time.perf_counter() + most, 0

    async def client(number: int) -> None:
        nonlocal done
        while time.perf_counter() < until and done < records:
            entry = entries[(number + done) % len(entries)]
            done += 1  # before it waits, or the others would begin more than was asked for
            await log.record(msgspec.structs.replace(entry, id=str(ULID()), at=time.time_ns() // 1000))

    await asyncio.gather(*(client(number) for number in range(group)))
    return done


def measure(kind: str, url: str, directory: Path, entries: Sequence[Entry], records: int) -> Figures:
    """The figures of one database, which is empty and has at least so many records afterwards."""
    written, cpu = {}, {}

    async def run() -> bytes:
        settings = LogSettings(url, directory / "keys", Cadence())
        async with EvidenceLog(settings) as log:
            log.masking = Masking.read(Settings().rules / "masking.yaml", log.keys.mask_key)
            for group in GROUPS:
                started, used = time.perf_counter(), time.process_time()
                done = await write(log, entries, group, _SECONDS, 1 << 40)
                written[group] = done / (time.perf_counter() - started)
                cpu[group] = (time.process_time() - used) / done * 1e6
            await write(log, entries, GROUPS[-1], 3600.0, records)
            return log.keys.root

    root = asyncio.run(run())
    started = time.perf_counter()
    report = verify(url, root)
    took = time.perf_counter() - started
    if report.faults:
        raise SystemExit(f"the log does not verify: {report.faults[0]}")
    return Figures(kind, written, cpu, report.records / took, _size(url) / report.records, report.records)


def _size(url: str) -> int:
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).stat().st_size
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert found is not None
        return int(found[0])


@contextmanager
def database(kind: str, directory: Path) -> Iterator[str]:
    """The address of an empty database of this kind."""
    if kind == "sqlite":
        yield f"sqlite:///{directory / 'evidence.db'}"
        return
    server = PostgresServer(directory)
    server.start()
    try:
        yield server.create()
    finally:
        server.stop()


def table(figures: Sequence[Figures]) -> Table:
    """The figures side by side."""
    shown = Table(title="the evidence log")
    for heading in ("database", "group", "records/s", "CPU µs a record", "verified/s", "bytes a record"):
        shown.add_column(heading, justify="left" if heading == "database" else "right")
    for one in figures:
        for group in GROUPS:
            first = group == GROUPS[0]
            shown.add_row(
                one.database if first else "",
                str(group),
                f"{one.written[group]:,.0f}",
                f"{one.cpu[group]:,.0f}",
                f"{one.verified:,.0f} of {one.records:,}" if first else "",
                f"{one.bytes:,.0f}" if first else "",
            )
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description="What the evidence log costs.")
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="only this one")
    parser.add_argument("--records", type=int, default=100_000, help="records for the verification, besides")
    parser.add_argument("--json", action="store_true", help="one object a line instead of a table")
    arguments = parser.parse_args()
    entries = asyncio.run(answers())
    figures = []
    for kind in arguments.database or ("sqlite", "postgresql"):
        directory = Path(tempfile.mkdtemp(prefix="luling-bench-"))
        directory.chmod(0o755)
        try:
            with database(kind, directory) as url:
                figures.append(measure(kind, url, directory, entries, arguments.records))
        finally:
            shutil.rmtree(directory)
    if arguments.json:
        for one in figures:
            print(json.dumps(asdict(one)))
    else:
        Console().print(table(figures))


if __name__ == "__main__":
    main()

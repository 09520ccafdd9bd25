"""Reports on the small register, on each kind of database. It is filled once: tests of reports only read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.law.period import Period
from luling.reporting.making import Reporting
from luling.reporting.sources import Sources, Stretch, read_sources
from luling.settings import Settings
from luling.storage.database import Database
from tests.databases import DATABASES, PostgresServer
from tests.reporting import ledger


class Make(Protocol):
    """Makes a report of the ledger, as of November 2026."""

    def __call__(
        self,
        report: str = "evaluation",
        period: str | None = "2026-H1",
        *weights: str,
        law: str = ledger.LAW,
        logged: bool = True,
    ) -> dict[str, Any]: ...


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.Runner]:
    """The event loop of the decision point."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def point(loop: asyncio.Runner) -> Iterator[DecisionPoint]:
    """One decision point for all reports; only their catalogue checks need it."""
    opened = DecisionPoint(Settings(watch=False))
    loop.run(opened.__aenter__())
    yield opened
    loop.run(opened.__aexit__(None, None, None))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.read(Settings().rules)


@pytest.fixture(scope="session", params=DATABASES)
def urls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Where the filled register, and its log, are: in one PostgreSQL database, or in two files."""
    directory: Path = tmp_path_factory.mktemp("ledger")
    if request.param == "sqlite":
        register, log = (f"sqlite:///{directory / name}.db" for name in ("luling", "evidence"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        register = log = server.create()
    with Database(register) as database:
        database.migrate()
        ledger.fill_register(database)
        ledger.fill_cases(database)
    ledger.fill_log(log, directory)
    return register, log


@pytest.fixture
def database(urls: tuple[str, str]) -> Iterator[Database]:
    with Database(urls[0]) as database:
        yield database


@pytest.fixture
def log(urls: tuple[str, str]) -> Iterator[Database]:
    with Database(urls[1]) as log:
        yield log


@pytest.fixture
def sources(database: Database, log: Database, knowledge: Knowledge) -> Sources:
    """What a report on the first half of 2026 counts."""
    stretch = Stretch(Period.read("2026-H1"), ledger.NEXT)
    return read_sources(knowledge, knowledge.regulations[ledger.LAW], stretch, database, log)


@pytest.fixture
def make(loop: asyncio.Runner, point: DecisionPoint, database: Database, log: Database) -> Make:
    """Makes reports of the ledger."""

    def made(
        report: str = "evaluation",
        period: str | None = "2026-H1",
        *weights: str,
        law: str = ledger.LAW,
        logged: bool = True,
    ) -> dict[str, Any]:
        reporting = Reporting(point, database, log if logged else None, lambda: ledger.NOW)
        return loop.run(reporting.make(reporting.read(law, report, period, weights)))

    return made

"""Worlds in a real database, once on each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy import text

from luling.audit.entry import Entry
from luling.decision.enrichment import Enrichment
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.register.tables import TABLES
from luling.settings import Settings
from tests.certification import running
from tests.certification.running import resource, subject
from tests.search.world import World, Worlds


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def opened(runner: asyncio.Runner, chosen: Settings) -> Iterator[DecisionPoint]:
    point = runner.run(DecisionPoint(chosen).__aenter__())
    yield point
    runner.run(point.__aexit__())


@pytest.fixture(scope="module")
def records_point(runner: asyncio.Runner) -> Iterator[DecisionPoint]:
    yield from opened(runner, Settings(rules=running.RULES, policies=running.POLICIES, watch=False))


@pytest.fixture(scope="module")
def law_point(runner: asyncio.Runner) -> Iterator[DecisionPoint]:
    yield from opened(runner, Settings(watch=False))


@pytest.fixture
def worlds(runner: asyncio.Runner, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    """Makes worlds around a decision point, all in one database, one after another."""
    books: list[Book] = []

    def make(point: DecisionPoint) -> World:
        for old in books:
            old.close()
        books[:] = [Book(database_url, staleness=0, migrate=not books).open()]
        with books[0].database.session() as session:
            for table in (*(f"register_{kind}" for kind in TABLES), "register_change"):
                session.execute(text(f"DELETE FROM {table}"))
        world = World(runner, point, books[0])

        async def record(entries: Iterable[Entry]) -> None:
            world.entries += entries

        monkeypatch.setattr(point, "_enrichment", Enrichment(books[0].facts))
        monkeypatch.setattr(point, "record", record)
        return world

    yield make
    for book in books:
        book.close()


@pytest.fixture
def world(worlds: Worlds, records_point: DecisionPoint) -> World:
    """The certification's policies: who writes what is archived is an admin, all the rest goes by name."""
    world = worlds(records_point)
    world.put(subject("user", "alice"), subject("user", "bob", role="admin"))
    world.put(resource("record", "record-1", status="active"), resource("record", "record-2", status="archived"))
    return world

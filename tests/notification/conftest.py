"""An outbox in a real database of either kind, emptied for each test, and receivers."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import delete

from luling.notification.channels import Way
from luling.notification.deliveries import Deliveries
from luling.notification.dispatch import Dispatcher
from luling.notification.outbox import Event, announce
from luling.notification.subscriptions import Channel, Subscriptions
from luling.notification.tables import DeliveryRow, EventRow, State, SubscriptionRow
from luling.notification.webhook import Webhooks
from luling.storage.database import Database
from tests.databases import DATABASES
from tests.notification.receivers import Mailbox, Receiver, mail_server, web_receiver

MASTER = "m" * 32
NOW = 1_800_000_000.0
GIVE_UP = 3600.0
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@dataclass
class Outbox:
    """What is subscribed, announced and delivered, at an instant that the test moves."""

    database: Database
    now: float = NOW

    @property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.database, lambda: self.now)

    @property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.database, lambda: self.now)

    def subscribe(self, address: str = "https://example.org/", channel: Channel = Channel.webhook, **of: Any) -> str:
        return self.subscriptions.add("test", channel, address, **of)

    def announce(self, **changed: Any) -> str:
        """Announces something that happened now; its source."""
        with self.database.session() as session:
            announced = event(self.now, **changed)
            announce(session, announced)
        return announced.source

    def dispatch(self, **ways: Way) -> int:
        """One look of a dispatcher of its own."""

        async def once() -> int:
            given = ways or {"webhook": Webhooks(MASTER, LOOPBACK)}
            dispatcher = Dispatcher(self.deliveries, given, GIVE_UP, lambda: self.now)
            try:
                return await dispatcher.once()
            finally:
                for way in given.values():
                    await way.close()

        return asyncio.run(once())

    def states(self) -> list[tuple[str, int, str | None]]:
        return [(row.state, row.attempts, row.error) for row, _, _ in self.deliveries.all(None, 100)]

    def waiting(self) -> DeliveryRow:
        ((row, _, _),) = self.deliveries.all(State.waiting, 2)
        return row


def event(now: float = NOW, **changed: Any) -> Event:
    values: dict[str, Any] = {
        "type": "act.done",
        "source": uuid.uuid4().hex,
        "regulation": "one",
        "organizations": frozenset({"unit"}),
        "at": dt.datetime.fromtimestamp(now, dt.UTC),
        "zh": "已办理",
        "en": "done",
        "data": {"case": "c1", "article": "one/art_1"},
    }
    return Event(**values | changed)


@pytest.fixture(scope="module", params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('outbox') / 'luling.db'}"
    if request.param != "sqlite":
        url = request.getfixturevalue("postgres").create()
    with Database(url) as database:
        database.migrate()
        yield database


@pytest.fixture
def outbox(database: Database) -> Outbox:
    with database.session() as session:
        for table in (DeliveryRow, EventRow, SubscriptionRow):
            session.exec(delete(table))
    return Outbox(database)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with web_receiver() as receiver:
        yield receiver


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox

"""Notifications on both databases: who is told, at least once, by one worker at a time, and for how long."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections import Counter
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel
from standardwebhooks import Webhook, WebhookVerificationError

from luling.notification.deliveries import Deliveries, UnknownDeliveryError
from luling.notification.dispatch import Dispatcher, pause_after
from luling.notification.outbox import announce, release
from luling.notification.subscriptions import Channel, UnknownSubscriptionError
from luling.notification.tables import TABLES
from luling.notification.webhook import Webhooks, secret_of
from luling.storage.database import StorageError
from tests.notification.conftest import GIVE_UP, LOOPBACK, MASTER, NOW, Outbox, event
from tests.notification.receivers import PATIENCE, Posted, Receiver

_WORKER = """
import asyncio, sys
from luling.notification.deliveries import Deliveries
from luling.notification.dispatch import Dispatcher
from luling.notification.webhook import Webhooks
from luling.storage.database import Database
from tests.notification.conftest import GIVE_UP, LOOPBACK, MASTER, NOW

with Database(sys.argv[1]) as database:
    deliveries = Deliveries(database, lambda: NOW)
    asyncio.run(Dispatcher(deliveries, {"webhook": Webhooks(MASTER, LOOPBACK)}, GIVE_UP, lambda: NOW).once())
"""


def test_the_migrated_schema_is_that_of_the_program(outbox: Outbox) -> None:
    ours = {table.__tablename__ for table in TABLES}

    def include(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return (name if kind == "table" else getattr(getattr(thing, "table", None), "name", None)) in ours

    with outbox.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": include, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_whoever_subscribed_to_such_is_told_and_nobody_else(outbox: Outbox) -> None:
    told = {outbox.subscribe(), outbox.subscribe(events=["act.done"], regulations=["one"], organization="unit")}
    for other in ({"events": ["deadline.missed"]}, {"regulations": ["two"]}, {"organization": "another"}):
        outbox.subscribe(**other)
    ended = outbox.subscribe()
    outbox.subscriptions.end(ended)
    outbox.announce()
    assert {one.subscription for one in outbox.deliveries.take(["webhook"], 9)} == told
    assert outbox.deliveries.take(["mail"], 9) == []
    with pytest.raises(UnknownSubscriptionError):
        outbox.subscriptions.end("nothing")


def test_what_did_not_happen_is_not_told(outbox: Outbox) -> None:
    outbox.subscribe()

    def fail() -> None:
        with outbox.database.session() as session:
            announce(session, event())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert outbox.states() == []


def test_what_is_held_waits_until_it_is_released(outbox: Outbox) -> None:
    outbox.subscribe()
    held, other = event(), event()
    with outbox.database.session() as session:
        for one in (held, other):
            assert announce(session, one, held=True) == 1
    assert outbox.deliveries.take(["webhook"], 9) == []
    with outbox.database.session() as session:
        release(session, held.type, held.source)
    (taken,) = outbox.deliveries.take(["webhook"], 9)
    assert taken.body["timestamp"] == "2027-01-15T08:00:00.000000Z"


def test_a_delivery_is_signed_and_tried_again_under_the_same_id(outbox: Outbox, receiver: Receiver) -> None:
    subscription = outbox.subscribe(receiver.url)
    outbox.announce()
    receiver.statuses = [503]
    assert outbox.dispatch() == 1
    assert outbox.states() == [("waiting", 1, "HTTP 503")]
    assert outbox.dispatch() == 0
    assert 3.75 <= outbox.waiting().due_at - NOW < 6.25
    outbox.now += 7
    assert outbox.dispatch() == 1
    assert outbox.states() == [("delivered", 2, None)]
    first, again = receiver.next(), receiver.next()
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert first.body == again.body
    said = Webhook(secret_of(MASTER, subscription)).verify(again.body, again.headers)
    assert said["type"] == "act.done"
    assert said["data"] == {
        "regulation": "one",
        "title": {"zh": "已办理", "en": "done"},
        "case": "c1",
        "article": "one/art_1",
    }
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(MASTER, "another")).verify(again.body, again.headers)


def test_what_does_not_arrive_for_long_is_given_up_reported_and_can_be_tried_again(
    outbox: Outbox, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.subscribe(receiver.url)
    outbox.announce()
    receiver.statuses = [500] * 50
    attempts = 0
    while outbox.states()[0][0] == "waiting":
        outbox.now = max(outbox.now, outbox.waiting().due_at)
        attempts += outbox.dispatch()
    assert outbox.now - NOW <= GIVE_UP
    assert outbox.states() == [("given_up", attempts, "HTTP 500")]
    assert 5 <= attempts <= 9
    assert [one.levelname for one in caplog.records if "given up" in one.message] == ["ERROR"]
    ((row, _, _),) = outbox.deliveries.all(None, 1)
    outbox.deliveries.retry(row.id)
    receiver.statuses = []
    assert outbox.dispatch() == 1
    assert outbox.states() == [("delivered", 1, None)]
    with pytest.raises(UnknownDeliveryError):
        outbox.deliveries.retry(row.id)


def test_pauses_grow_to_hours_and_are_spread() -> None:
    assert [pause_after(number, 0.5) for number in (1, 2, 3, 4)] == [5, 15, 45, 135]
    assert (pause_after(1000, 0.0), pause_after(1000, 0.5)) == (3 * 3600, 4 * 3600)


def test_a_redirection_is_not_followed(outbox: Outbox, receiver: Receiver) -> None:
    outbox.subscribe(receiver.url)
    outbox.announce()
    receiver.statuses = [307]
    outbox.dispatch()
    assert outbox.states() == [("waiting", 1, "HTTP 307")]
    assert receiver.posted.qsize() == 1


def test_a_receiver_that_is_gone_is_told_nothing_more(outbox: Outbox, receiver: Receiver) -> None:
    outbox.subscribe(receiver.url)
    outbox.announce()
    receiver.statuses = [410]
    outbox.dispatch()
    assert outbox.states() == [("given_up", 1, "HTTP 410")]
    assert [one.ended_because for one in outbox.subscriptions.all()] == ["HTTP 410"]
    outbox.announce()
    assert len(outbox.states()) == 1


def test_nothing_is_posted_to_an_address_that_is_not_public(outbox: Outbox, receiver: Receiver) -> None:
    for url in (receiver.url, receiver.url.replace("127.0.0.1", "localhost")):
        outbox.subscribe(url)
    outbox.announce()
    assert outbox.dispatch(webhook=Webhooks(MASTER)) == 2
    assert all("not allowed as a destination" in (error or "") for _, _, error in outbox.states())
    assert receiver.posted.empty()


def test_several_workers_at_once_and_each_delivery_is_one_workers(outbox: Outbox) -> None:
    outbox.subscribe()
    for _ in range(30):
        outbox.announce()
    taken: list[str] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while found := outbox.deliveries.take(["webhook"], 3):
            taken.extend(one.id for one in found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A worker that finds nothing to take while others hold what is due leaves it to the next look.
    taken.extend(one.id for one in outbox.deliveries.take(["webhook"], 30))
    assert Counter(taken) == Counter({row.id: 1 for row, _, _ in outbox.deliveries.all(None, 100)})


def test_a_worker_that_is_killed_amidst_a_delivery_leaves_it_to_the_next(outbox: Outbox, receiver: Receiver) -> None:
    outbox.subscribe(receiver.url)
    outbox.announce()
    receiver.held.clear()
    url = outbox.database.url.render_as_string(hide_password=False)
    worker = subprocess.Popen([sys.executable, "-c", _WORKER, url])
    first = receiver.next()  # it is posted, and not answered
    worker.kill()
    worker.wait(PATIENCE)
    receiver.held.set()
    assert outbox.dispatch() == 0  # the lease of the dead
    outbox.now += 121
    assert outbox.dispatch() == 1
    assert receiver.next().headers["webhook-id"] == first.headers["webhook-id"]
    assert outbox.states() == [("delivered", 1, None)]


def test_a_worker_that_comes_too_late_settles_nothing(outbox: Outbox) -> None:
    outbox.subscribe()
    outbox.announce()
    (late,) = outbox.deliveries.take(["webhook"], 1)
    outbox.now += 121
    (next_,) = outbox.deliveries.take(["webhook"], 1)
    outbox.deliveries.given_up(late, "late")
    assert outbox.states() == [("waiting", 0, None)]
    outbox.deliveries.delivered(next_)
    assert outbox.states() == [("delivered", 1, None)]


def test_what_waits_for_a_subscription_that_ends_is_given_up_for_good(outbox: Outbox) -> None:
    subscription = outbox.subscribe()
    outbox.announce()
    outbox.subscriptions.end(subscription)
    assert outbox.states() == [("given_up", 0, "ended by the operator")]
    ((row, _, _),) = outbox.deliveries.all(None, 1)
    with pytest.raises(UnknownDeliveryError):
        outbox.deliveries.retry(row.id)


def test_the_dispatcher_goes_on_after_what_nobody_foresaw(
    outbox: Outbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.subscribe(receiver.url)
    outbox.announce()
    monkeypatch.setattr("luling.notification.dispatch._AWAY", 0.0)
    take = Deliveries.take
    broken = [RuntimeError("unforeseen"), StorageError("away")]

    def taken(deliveries: Deliveries, *asked: Any) -> Any:
        if broken:
            raise broken.pop()
        return take(deliveries, *asked)

    monkeypatch.setattr(Deliveries, "take", taken)

    async def run() -> Posted:
        ways = {"webhook": Webhooks(MASTER, LOOPBACK)}
        async with Dispatcher(outbox.deliveries, ways, GIVE_UP, lambda: outbox.now):
            return await asyncio.to_thread(receiver.next)

    assert asyncio.run(run()).document["type"] == "act.done"
    assert broken == []


def test_what_is_done_is_removed_after_a_while_and_what_waits_is_not(outbox: Outbox) -> None:
    outbox.subscribe()
    for _ in range(2):
        outbox.announce()
    (taken,) = outbox.deliveries.take(["webhook"], 1)
    outbox.deliveries.delivered(taken)
    outbox.deliveries.forget(NOW)
    assert len(outbox.states()) == 2
    outbox.deliveries.forget(NOW + 1)
    assert [state for state, _, _ in outbox.states()] == ["waiting"]


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("webhook", "ftp://example.org/"),
        ("webhook", "https:///x"),
        ("webhook", "https://u:p@example.org/"),
        ("webhook", "https://example.org/\r\nx: y"),
        ("mail", "nobody"),
        ("mail", "a@example.org, b@example.org"),
        ("mail", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_a_bad_address_is_no_subscription(outbox: Outbox, channel: str, address: str) -> None:
    with pytest.raises(ValueError, match=r"no e-mail address|no address of a webhook|no password"):
        outbox.subscribe(address, Channel(channel))
    assert outbox.subscriptions.all() == []

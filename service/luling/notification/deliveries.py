"""Deliveries: taken by one process at a time, and done, tried again or given up."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select
from ulid import ULID

from luling.notification.subscriptions import Clock, end
from luling.notification.tables import DeliveryRow, EventRow, State, SubscriptionRow
from luling.storage.database import Database

_LEASE = 120.0  # seconds; longer than one delivery takes at the most
_LONGEST_ERROR = 500


class UnknownDeliveryError(LookupError):
    """There is no such delivery, or it is not given up, or nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that this process is to do now. `event` stays the same however often it is tried; `since` is when it
    happened, in Unix seconds; `attempts` are those before."""

    id: str
    lease: str
    event: str
    subscription: str
    channel: str
    address: str
    body: Mapping[str, Any]
    since: float
    attempts: int


class Deliveries:
    """The deliveries in a database. Its methods block: call them in a thread."""

    def __init__(self, database: Database, clock: Clock = time.time) -> None:
        self._database, self._clock = database, clock

    def take(self, channels: Collection[str], most: int) -> list[Taken]:
        """At most `most` deliveries that are due and that nobody is at; they are this process's for two minutes."""
        now = self._clock()
        wanted = (
            select(DeliveryRow, EventRow, SubscriptionRow)
            .join(EventRow, col(EventRow.id) == DeliveryRow.event_id)
            .join(SubscriptionRow, col(SubscriptionRow.id) == DeliveryRow.subscription_id)
            .where(
                DeliveryRow.state == State.waiting,
                DeliveryRow.due_at <= now,
                col(DeliveryRow.lease_until).is_(None) | (col(DeliveryRow.lease_until) < now),
                col(SubscriptionRow.ended_at).is_(None),
                col(SubscriptionRow.channel).in_(channels),
            )
            .order_by(col(DeliveryRow.id))
            .limit(most)
        )
        with self._database.reading() as session:
            # Mostly there is nothing, and then nobody's writing is held up by the question.
            if session.exec(wanted.limit(1)).first() is None:
                return []
        with self._database.session() as session:
            taken = []
            for row, event, to in session.exec(wanted.with_for_update(skip_locked=True, of=DeliveryRow)):
                row.lease, row.lease_until = str(ULID()), now + _LEASE
                session.add(row)
                taken.append(
                    Taken(
                        row.id, row.lease, event.id, to.id, to.channel, to.address, event.body, event.at, row.attempts
                    )
                )
            return taken

    def delivered(self, taken: Taken) -> None:
        """It arrived."""
        self._settle(taken, state=State.delivered, done_at=self._clock(), error=None)

    def failed(self, taken: Taken, error: str, again: float) -> None:
        """It did not; it is tried again at an instant (Unix seconds)."""
        self._settle(taken, due_at=again, error=error[:_LONGEST_ERROR])

    def given_up(self, taken: Taken, error: str, *, gone: bool = False) -> None:
        """It did not, and is not tried again. `gone`: the subscriber wants nothing more."""
        self._settle(taken, state=State.given_up, done_at=self._clock(), error=error[:_LONGEST_ERROR])
        if gone:
            with self._database.session() as session:
                end(session, taken.subscription, error[:_LONGEST_ERROR], self._clock())

    def all(self, state: State | None, most: int) -> list[tuple[DeliveryRow, EventRow, SubscriptionRow]]:
        """The latest deliveries in a state (None: in any), the latest first."""
        wanted = (
            select(DeliveryRow, EventRow, SubscriptionRow)
            .join(EventRow, col(EventRow.id) == DeliveryRow.event_id)
            .join(SubscriptionRow, col(SubscriptionRow.id) == DeliveryRow.subscription_id)
            .order_by(col(DeliveryRow.id).desc())
            .limit(most)
        )
        if state is not None:
            wanted = wanted.where(DeliveryRow.state == state)
        with self._database.reading() as session:
            return [(row, event, to) for row, event, to in session.exec(wanted)]

    def retry(self, id_: str) -> None:
        """Try one that was given up again from now on.

        Raises:
            UnknownDeliveryError: there is none that was given up, or its subscription has ended.
        """
        values = {"state": State.waiting, "due_at": self._clock(), "attempts": 0, "done_at": None}
        live = select(SubscriptionRow.id).where(col(SubscriptionRow.ended_at).is_(None))
        ours = (
            col(DeliveryRow.id) == id_,
            col(DeliveryRow.state) == State.given_up,
            col(DeliveryRow.subscription_id).in_(live),
        )
        with self._database.session() as session:
            if session.exec(update(DeliveryRow).where(*ours).values(**values)).rowcount != 1:
                raise UnknownDeliveryError(id_)

    def forget(self, before: float) -> None:
        """Remove what was done before an instant (Unix seconds)."""
        done = (col(DeliveryRow.done_at).is_not(None), col(DeliveryRow.done_at) < before)
        left = select(DeliveryRow.id).where(DeliveryRow.event_id == EventRow.id).exists()
        with self._database.session() as session:
            session.exec(delete(DeliveryRow).where(*done))
            session.exec(delete(EventRow).where(col(EventRow.at) < before, ~left))

    def _settle(self, taken: Taken, **values: Any) -> None:
        """Say how it went, unless another process has taken it over meanwhile."""
        ours = (col(DeliveryRow.id) == taken.id, col(DeliveryRow.lease) == taken.lease)
        values |= {"attempts": taken.attempts + 1, "lease": None, "lease_until": None}
        with self._database.session() as session:
            session.exec(update(DeliveryRow).where(*ours).values(**values))

"""Who subscribed to what."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from email.errors import MessageError
from email.headerregistry import Address
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import update
from sqlmodel import Session, col, select
from ulid import ULID

from luling.notification.tables import DeliveryRow, State, SubscriptionRow
from luling.storage.database import Database

Clock = Callable[[], float]


class Channel(StrEnum):
    """How a subscriber is reached."""

    webhook = "webhook"
    mail = "mail"


class UnknownSubscriptionError(LookupError):
    """There is no such subscription."""


class Subscriptions:
    """The subscriptions in a database."""

    def __init__(self, database: Database, clock: Clock = time.time) -> None:
        self._database, self._clock = database, clock

    def add(
        self,
        name: str,
        channel: Channel,
        address: str,
        *,
        events: Collection[str] | None = None,
        regulations: Collection[str] | None = None,
        organization: str | None = None,
    ) -> str:
        """A new subscription; its id. None means: no matter which.

        Raises:
            ValueError: the address is none of its channel.
        """
        _check_address(channel, address)
        row = SubscriptionRow(
            id=str(ULID()),
            name=name,
            channel=channel,
            address=address,
            events=sorted(events) if events else None,
            regulations=sorted(regulations) if regulations else None,
            organization=organization,
            created_at=self._clock(),
        )
        with self._database.session() as session:
            session.add(row)
        return row.id

    def end(self, id_: str) -> None:
        """Nothing more is announced to it, and what waits for it is not delivered. Again is no change.

        Raises:
            UnknownSubscriptionError: there is none.
        """
        with self._database.session() as session:
            end(session, id_, "ended by the operator", self._clock())

    def all(self) -> list[SubscriptionRow]:
        """Every subscription, the oldest first."""
        with self._database.reading() as session:
            return list(session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id))))


def end(session: Session, id_: str, why: str, now: float) -> None:
    """End a subscription, and give up what waits for it.

    Raises:
        UnknownSubscriptionError: there is none.
    """
    row = session.get(SubscriptionRow, id_)
    if row is None:
        raise UnknownSubscriptionError(id_)
    if row.ended_at is None:
        row.ended_at, row.ended_because = now, why
        session.add(row)
        waiting = (col(DeliveryRow.subscription_id) == id_, col(DeliveryRow.state).in_((State.held, State.waiting)))
        values = {"state": State.given_up, "done_at": now, "error": why}
        session.exec(update(DeliveryRow).where(*waiting).values(**values))


def _check_address(channel: Channel, address: str) -> None:
    if channel is Channel.mail:
        try:
            parsed = Address(addr_spec=address)
        except (ValueError, MessageError, IndexError) as error:
            raise ValueError(f"`{address}` is no e-mail address") from error
        if not (parsed.username and parsed.domain and address.isascii() and address.isprintable()):
            raise ValueError(f"`{address}` is no e-mail address")
        return
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname or not address.isprintable() or " " in address:
        raise ValueError(f"`{address}` is no address of a webhook (https://…)")
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address of a webhook holds no password: deliveries are signed")

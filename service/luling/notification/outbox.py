"""The outbox: what happened is written down for its subscribers in the transaction in which it happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select
from ulid import ULID

from luling.notification.tables import DeliveryRow, EventRow, State, SubscriptionRow

_AT_ONCE = 0.0  # due at any instant


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to `source` (its id), under a regulation, in a matter of some organisations.

    `zh` and `en` are its title. `data` is what is told; it leaves the house, so it names what happened and no more.
    """

    type: str
    source: str
    regulation: str
    organizations: frozenset[str]
    at: dt.datetime
    zh: str
    en: str
    data: Mapping[str, Any]


def announce(session: Session, event: Event, *, held: bool = False) -> int:
    """Write an event down for everybody who subscribed to such; how many that are. `held`: until it is released."""
    live = session.exec(select(SubscriptionRow).where(col(SubscriptionRow.ended_at).is_(None)))
    wanted = [one for one in live if _concerns(one, event)]
    if not wanted:
        return 0
    row = EventRow(id=str(ULID()), type=event.type, source=event.source, body=_body(event), at=event.at.timestamp())
    session.add(row)
    session.flush()
    state = State.held if held else State.waiting
    session.add_all(
        DeliveryRow(id=str(ULID()), event_id=row.id, subscription_id=one.id, state=state, due_at=_AT_ONCE)
        for one in wanted
    )
    session.flush()
    return len(wanted)


def release(session: Session, type_: str, source: str) -> None:
    """Let go what was held."""
    events = select(EventRow.id).where(EventRow.type == type_, EventRow.source == source)
    held = (col(DeliveryRow.event_id).in_(events), col(DeliveryRow.state) == State.held)
    session.exec(update(DeliveryRow).where(*held).values(state=State.waiting))


def _concerns(subscription: SubscriptionRow, event: Event) -> bool:
    return (
        (subscription.events is None or event.type in subscription.events)
        and (subscription.regulations is None or event.regulation in subscription.regulations)
        and (subscription.organization is None or subscription.organization in event.organizations)
    )


def _body(event: Event) -> dict[str, Any]:
    """As Standard Webhooks has it: type, timestamp, data."""
    at = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    data = {"regulation": event.regulation, "title": {"zh": event.zh, "en": event.en}, **event.data}
    return {"type": event.type, "timestamp": at, "data": data}

"""The tables of notifications. Instants are Unix seconds. No secret is in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class State(StrEnum):
    """How a delivery stands."""

    held = "held"  # until what it tells of is in the evidence log
    waiting = "waiting"
    delivered = "delivered"
    given_up = "given_up"


class SubscriptionRow(SQLModel, table=True):
    """Who is told what: of which events and regulations (None: all), and of which organisation's matters (None: of
    everybody's). `ended_because` says why one that ended was ended."""

    __tablename__ = "notification_subscription"

    id: str = Field(primary_key=True)
    name: str
    channel: str
    address: str
    events: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    regulations: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    organization: str | None = None
    created_at: float
    ended_at: float | None = None
    ended_because: str | None = None


class EventRow(SQLModel, table=True):
    """What happened, as it is told. `source` is what it is about: the same happens to it once."""

    __tablename__ = "notification_event"
    __table_args__ = (UniqueConstraint("type", "source", name="notification_event_once"),)

    id: str = Field(primary_key=True)
    type: str
    source: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: float


class DeliveryRow(SQLModel, table=True):
    """An event on its way to a subscriber. Whoever delivers it holds a `lease` until `lease_until`: when the process
    dies, another one takes it after that."""

    __tablename__ = "notification_delivery"
    __table_args__ = (
        UniqueConstraint("event_id", "subscription_id", name="notification_delivery_once"),
        Index("notification_delivery_due", "state", "due_at"),
    )

    id: str = Field(primary_key=True)
    event_id: str = Field(foreign_key="notification_event.id")
    subscription_id: str = Field(foreign_key="notification_subscription.id")
    state: str
    attempts: int = 0
    due_at: float
    lease: str | None = None
    lease_until: float | None = None
    error: str | None = None
    done_at: float | None = None


TABLES = (SubscriptionRow, EventRow, DeliveryRow)

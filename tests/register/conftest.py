"""A register in a real database, once on each kind, and a clock that tests set."""

from __future__ import annotations

import datetime as dt

import pytest

from luling.decision.knowledge import Knowledge
from luling.register.store import Register
from luling.settings import Settings


class Clock:
    """Starts in 2026 and goes on when it is told to."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(clock: Clock) -> Register:
    return Register(clock)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.read(Settings().rules)

"""Keys in a real database, once on each kind, and a clock that tests set."""

from __future__ import annotations

import pytest

from luling.identity.keys import Keys
from luling.storage.database import Database
from tests.identity.clocks import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(database: Database, clock: Clock) -> Keys:
    return Keys(database, clock)

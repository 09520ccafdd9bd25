"""Fixtures of the features."""

from __future__ import annotations

import pytest

from luling.decision.knowledge import Knowledge
from luling.settings import Settings
from tests.features.catalogue import *  # noqa: F403
from tests.features.procedures import *  # noqa: F403
from tests.features.reports import *  # noqa: F403


@pytest.fixture(autouse=True)
def _on_every_engine(engine_name: str) -> None:
    """Makes every scenario run once for each engine of `--engine`."""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.read(Settings().rules)

"""Fixtures of the features: a service for each engine, driven through its HTTP interface."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from luling.decision.knowledge import Knowledge
from luling.settings import Settings
from tests.engines import service


@pytest.fixture(scope="session")
def platform(engine_name: str, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """An exchange platform's connection to the service with one engine."""
    with service(engine_name, request) as client:
        yield client


@pytest.fixture(autouse=True)
def _on_every_engine(engine_name: str) -> None:
    """Makes every scenario run once for each engine of `--engine`."""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.read(Settings().rules)

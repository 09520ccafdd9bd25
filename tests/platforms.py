"""An exchange platform's connection to the service, for each engine: real application, real engine, real HTTP messages.

A connection lasts for the whole session, and so does its event loop: an embedded engine belongs to the thread that
made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.settings import Settings
from tests.databases import PostgresServer
from tests.engines import OpaServer, missing, running

_ON_POSTGRES = "opa"


class Platforms(Protocol):
    """Gives the connection to the service with the engine of that name."""

    def __call__(self, engine: str) -> TestClient: ...


@pytest.fixture(scope="session")
def platform_opa() -> Iterator[OpaServer]:
    """The OPA server of the service under test; no other test loads policies there."""
    yield from running()


@pytest.fixture(scope="session")
def platforms(request: pytest.FixtureRequest) -> Iterator[Platforms]:
    """Connections by engine, each opened when it is first asked for."""
    opened: dict[str, TestClient] = {}
    with ExitStack() as stack:

        def platform(engine: str) -> TestClient:
            if engine not in opened:
                opened[engine] = stack.enter_context(TestClient(create_app(_settings(engine, request))))
            return opened[engine]

        yield platform


@pytest.fixture(scope="session")
def platform(engine_name: str, platforms: Platforms) -> TestClient:
    """The connection to the service with the engine of this test."""
    return platforms(engine_name)


@pytest.fixture(scope="session")
def recording_platform(engine_name: str, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """The connection to a service of its own that keeps an evidence log, with the engine of this test."""
    directory = request.getfixturevalue("tmp_path_factory").mktemp("evidence")
    kept = {"evidence": _database(engine_name, request, "evidence"), "evidence_keys": directory}
    with TestClient(create_app(_settings(engine_name, request).model_copy(update=kept))) as service:
        yield service


def _database(engine: str, request: pytest.FixtureRequest, name: str = "luling") -> SecretStr:
    """The register of a connection: PostgreSQL for one engine and SQLite for the others, so that every scenario is also
    run with each kind of database, without being run more often."""
    if engine == _ON_POSTGRES:
        server: PostgresServer = request.getfixturevalue("postgres")
        return SecretStr(server.create())
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    return SecretStr(f"sqlite:///{factory.mktemp('register') / f'{name}.db'}")


def _settings(engine: str, request: pytest.FixtureRequest) -> Settings:
    options: dict[str, Any] = {
        "engine": engine,
        "watch": False,
        "database": _database(engine, request),
        "migrate": True,
    }
    if engine == "opa":
        options |= {"opa_url": request.getfixturevalue("platform_opa").url, "opa_timeout": 10}
    if engine == "regopy":
        try:
            import regopy  # noqa: F401
        except ImportError:
            missing("regopy")
    return Settings(**options)

"""What all tests share: the engines that `--engine` asks for, and services that answer with them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.databases import database, database_url, own_postgres, postgres
from tests.engines import opa_server, own_opa
from tests.platforms import platform, platform_opa, platforms, recording_platform

__all__ = [
    "database",
    "database_url",
    "opa_server",
    "own_opa",
    "own_postgres",
    "platform",
    "platform_opa",
    "platforms",
    "postgres",
    "recording_platform",
]

pytest_plugins = ("tests.features.finding_steps",)
# A test that does not ask for the evidence log must not write the one of whoever runs it.
os.environ.setdefault("LULING_EVIDENCE", "off")
# Callers prove who they are in the tests of identity, which say so; elsewhere the test stands for a gateway.
os.environ.setdefault("LULING_IDENTITY", "none")
ENGINES = ("regorus", "opa", "regopy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        action="append",
        choices=ENGINES,
        help="engine on which scenarios and samples run; may be given several times (default: all)",
    )


@pytest.fixture(scope="session", autouse=True)
def _own_register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Services that a test starts without a word on the register keep it in a file of this run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LULING_DATABASE", f"sqlite:///{tmp_path_factory.mktemp('data') / 'luling.db'}")
        yield


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that asks for `engine_name` runs once for each engine."""
    if "engine_name" in metafunc.fixturenames:
        names = metafunc.config.getoption("--engine") or ENGINES
        metafunc.parametrize("engine_name", names, scope="session")

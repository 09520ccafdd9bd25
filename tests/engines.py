"""Engines for tests: a real OPA server, and what to do where a tool is missing.

The fixtures here are imported by name (`from tests.engines import opa_server`).
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
RULES = REPOSITORY / "rules"
POLICIES = REPOSITORY / "policies"
_PATIENCE = 20.0  # seconds for a server to start, on a busy machine


def missing(what: str) -> None:
    """Skip the test, loudly; fail it where everything is required (`LULING_REQUIRE=all`)."""
    if os.environ.get("LULING_REQUIRE") == "all":
        pytest.fail(f"{what} is missing and LULING_REQUIRE=all")
    pytest.skip(f"{what} is missing: NOT TESTED")


def opa_binary() -> str:
    """OPA of this checkout (`opa/install`), else of the path."""
    path = os.pathsep.join((str(REPOSITORY / ".tools" / "bin"), os.environ.get("PATH", "")))
    found = shutil.which("opa", path=path)
    if found is None:
        missing("OPA (opa/install)")
    assert found is not None
    return found


def free_port() -> int:
    """A port of the loopback interface on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class OpaServer:
    """`opa run --server` on one loopback port; can be stopped and started again there, empty each time."""

    def __init__(self, binary: str, *options: str) -> None:
        self._command = [binary, "run", "--server", "--log-level", "error", "--disable-telemetry", *options]
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it is healthy."""
        command = [*self._command, "--addr", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while not self._healthy():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise RuntimeError("OPA did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Kill it, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def running() -> Iterator[OpaServer]:
    """A server that is stopped afterwards, for fixtures."""
    server = OpaServer(opa_binary())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def opa_server() -> Iterator[OpaServer]:
    """An OPA server for the whole session; whoever loads a policy set there answers by it alone."""
    yield from running()


@pytest.fixture
def own_opa() -> Iterator[OpaServer]:
    """An empty OPA server for one test, which may stop it."""
    yield from running()

"""`luling serve` as real processes: started, killed like a crash, started again where it was."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from luling.audit.keys import KeyDirectory
from luling.audit.verification import verify
from tests.engines import free_port

_PATIENCE = 60.0  # seconds for whatever must come about, on a busy machine


class Service:
    """The service with its workers, in a session of its own. Keys, logs and databases lie below `directory`.

    `options` are those of `luling serve`, `environment` is added to that of the tests.
    """

    def __init__(
        self,
        directory: Path,
        environment: Mapping[str, str],
        workers: int = 2,
        options: Sequence[str] = (),
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = directory / "service.log"
        self.directory = directory
        self._command = [sys.executable, "-m", "luling.cli", "serve", "--port", str(self.port)]
        self._command += ["--workers", str(workers), *options]
        self._number = workers
        self._environment = {
            **os.environ,
            "LULING_DATABASE": f"sqlite:///{directory / 'luling.db'}",
            "LULING_EVIDENCE": f"sqlite:///{directory / 'evidence.db'}",
            "LULING_EVIDENCE_KEYS": str(directory / "keys"),
            "LULING_IDENTITY": "none",
            "LULING_WATCH": "false",
            "PYTHONDONTWRITEBYTECODE": "",  # it starts often
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; returns before it is ready."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, stdout=output, stderr=output, env=self._environment, start_new_session=True
            )

    def workers(self) -> list[psutil.Process]:
        """The processes that answer: the one that was started, or its workers."""
        assert self._process is not None
        with contextlib.suppress(psutil.Error):
            whole = psutil.Process(self._process.pid)
            if self._number == 1:
                return [whole]
            return [child for child in whole.children() if "spawn_main" in " ".join(child.cmdline())]
        return []

    def kill(self) -> None:
        """Kill all its processes at once (`kill -9`)."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def kill_starter(self) -> None:
        """Kill the process that was started, and none of its workers."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """Stop it in order; whoever is still there afterwards failed."""
        if self._process is not None:
            pid = self._process.pid
            self._process.terminate()
            try:
                status = self._process.wait(timeout=30)
                assert status in (0, -signal.SIGTERM), f"it ended with {status}: {self.said()}"
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
                self._process = None

    def said(self) -> str:
        """The end of what it wrote to its output."""
        return self.output.read_text(encoding="utf-8", errors="replace")[-3000:]

    def get(self, path: str) -> tuple[int, Any]:
        """The status and the decoded document at a path.

        Raises:
            OSError: nobody answers.
        """
        status, _, body = self.call(urllib.request.Request(self.url + path))
        return status, json.loads(body)

    def post(self, path: str, body: Any) -> tuple[int, Mapping[str, str], Any]:
        """The status, the headers and the decoded answer to a request.

        Raises:
            OSError: nobody answers.
        """
        content = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, content, {"Content-Type": "application/json"})
        status, headers, answer = self.call(request)
        return status, headers, json.loads(answer)

    def call(self, request: urllib.request.Request) -> tuple[int, Mapping[str, str], bytes]:
        """Sends one request on a connection of its own."""
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    @property
    def evidence(self) -> str:
        """The address of its log."""
        return self._environment["LULING_EVIDENCE"]

    def verify(self) -> list[str]:
        """What is wrong with its log."""
        report = verify(self.evidence, KeyDirectory.open(self.directory / "keys").root)
        return [str(fault) for fault in report.faults]

    def answers(self) -> bool:
        """Whether somebody listens."""
        with contextlib.suppress(OSError):
            return self.get("/health/live")[0] == 200
        return False

    def ready(self) -> bool:
        """Whether a worker says that it can decide."""
        with contextlib.suppress(OSError, ValueError):
            return self.get("/health/ready")[0] == 200
        return False

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits until something holds.

        Raises:
            AssertionError: it does not come about, or the service ended.
        """
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert self._process is None or self._process.poll() is None, f"the service ended: {self.said()}"
            assert time.monotonic() < end, f"{what}: not within {_PATIENCE:.0f} s: {self.said()}"
            time.sleep(0.05)

    def until_ready(self) -> None:
        """Waits until it can decide."""
        self.until(self.ready, "ready")


def over_postgres(url: str) -> dict[str, str]:
    """The settings of a service whose register and log are in this database."""
    return {"LULING_DATABASE": url, "LULING_EVIDENCE": url, "LULING_MIGRATE": "true"}


@contextmanager
def serving(
    directory: Path, environment: Mapping[str, str], workers: int = 2, options: Sequence[str] = ()
) -> Iterator[Service]:
    """A service that is ready, until the end of the block."""
    service = Service(directory, environment, workers, options)
    service.start()
    try:
        service.until_ready()
        yield service
        service.stop()
    finally:
        service.kill()

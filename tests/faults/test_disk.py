"""A disk that is full, or cannot be written: no answer without a record, and all is well again by itself."""

from __future__ import annotations

import contextlib
import os
import resource
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.clients import EVALUATION, Load, flaw_of_refusal
from tests.faults.evidence import account_of
from tests.faults.scenario import SMALL, asked, asks
from tests.faults.service import Service, serving

_SIZE = 4  # megabytes of the disk


class Disk:
    """A place of its own: a small file system where we may mount one, else files that may not grow."""

    def __init__(self, place: Path) -> None:
        place.mkdir()
        self.place = place
        made = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}m", "luling-faults", str(place)]
        self.mounted = os.geteuid() == 0 and subprocess.run(made, capture_output=True).returncode == 0

    def fill(self, service: Service) -> None:
        """Leave no room."""
        if not self.mounted:
            self._limit(service, 0)
            return
        with (self.place / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(4096))

    def empty(self, service: Service) -> None:
        """Give the room back."""
        if not self.mounted:
            self._limit(service, resource.RLIM_INFINITY)
            return
        (self.place / "ballast").unlink()

    def writable(self, allowed: bool) -> None:
        """Allow or forbid to write; nothing is open."""
        if self.mounted:
            subprocess.run(["mount", "-o", f"remount,{'rw' if allowed else 'ro'}", str(self.place)], check=True)
        elif os.geteuid() != 0:
            self.place.chmod(stat.S_IRWXU if allowed else stat.S_IRUSR | stat.S_IXUSR)
        else:
            pytest.skip("root may write everywhere, and may not mount: NOT TESTED")

    def remove(self) -> None:
        """Take it away."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.place)], check=True)

    @staticmethod
    def _limit(service: Service, size: int) -> None:
        for worker in service.workers():
            resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "disk")
    yield made
    made.remove()


def test_nothing_is_answered_while_the_disk_is_full(disk: Disk, tmp_path: Path) -> None:
    environment = SMALL | {"LULING_EVIDENCE": f"sqlite:///{disk.place / 'evidence.db'}"}
    with serving(tmp_path, environment, workers=1) as service, Load(service.url, 2, 1, asked) as load:
        service.until(lambda: len(load.noted) > 20, "answers")
        disk.fill(service)
        service.until(lambda: load.refused > 20 and not service.ready(), "refusals")
        status, headers, answer = service.post(EVALUATION, asks())
        assert flaw_of_refusal(status, headers, answer) == ""
        disk.empty(service)
        service.until_ready()
        before = len(load.noted)
        service.until(lambda: len(load.noted) > before + 20, "answers again")
    assert account_of(service, load).complaints == []


def test_a_service_whose_disk_is_read_only_waits_for_it(disk: Disk, tmp_path: Path) -> None:
    disk.writable(False)
    service = Service(tmp_path, SMALL | {"LULING_EVIDENCE": f"sqlite:///{disk.place / 'evidence.db'}"}, workers=1)
    with contextlib.ExitStack() as stack:
        stack.callback(service.kill)
        service.start()
        service.until(service.answers, "it answers at all")
        assert service.get("/health/ready")[0] == 503
        status, headers, answer = service.post(EVALUATION, asks())
        assert flaw_of_refusal(status, headers, answer) == ""
        disk.writable(True)
        service.until_ready()
        assert service.post(EVALUATION, asks())[2]["decision"] is True
        service.stop()
    assert service.verify() == []

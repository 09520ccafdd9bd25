"""What becomes of the processes of a service of which one is killed."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.faults.clients import EVALUATION
from tests.faults.scenario import SMALL, asks
from tests.faults.service import serving

pytestmark = pytest.mark.slow


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    with serving(tmp_path, SMALL) as service:
        service.until(lambda: len(service.workers()) == 2, "both workers")
        workers = service.workers()
        service.kill_starter()
        assert psutil.wait_procs(workers, timeout=30)[1] == [], "they would go on and keep the port"
        service.start()
        service.until_ready()
        assert service.post(EVALUATION, asks())[2]["decision"] is True
    assert service.verify() == []

"""What a worker process does besides serving."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from luling.api import worker


@pytest.fixture
def _collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("_collector")
def test_a_worker_that_serves_leaves_what_is_there_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_DATABASE", f"sqlite:///{tmp_path / 'luling.db'}")
    monkeypatch.setenv("LULING_EVIDENCE", f"sqlite:///{tmp_path / 'evidence.db'}")
    monkeypatch.setenv("LULING_EVIDENCE_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("LULING_IDENTITY", "none")
    monkeypatch.setenv("LULING_WATCH", "false")
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    application = worker.create_app()
    assert gc.get_threshold() == before
    with TestClient(application) as client:
        assert client.get("/health/ready").status_code == 200
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count() > frozen

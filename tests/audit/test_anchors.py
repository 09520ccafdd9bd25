"""Checkpoints reach a file and a webhook, signed; a receiver that fails holds no record up and gets a later one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from luling.audit.anchors import AnchorFile, AnchorWebhook, read_anchors
from luling.audit.appender import Cadence
from luling.audit.entry import LogError
from luling.audit.log import EvidenceLog, LogSettings
from luling.decision.evidence import anchor_places
from luling.settings import Settings
from tests.audit.entries import entry

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Receiver(ThreadingHTTPServer):
    """A webhook receiver that refuses the first deliveries, as many as `failures`."""

    def __init__(self, failures: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.failures = failures
        self.received: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        refused = self.server.failures > 0
        self.server.failures -= 1
        if not refused:
            self.server.received.append(Webhook(SECRET).verify(body, dict(self.headers.items())))
        self.send_response(503 if refused else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(failures=1)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_checkpoints_are_anchored_in_a_file_and_at_a_receiver(receiver: Receiver, tmp_path: Path) -> None:
    places = (AnchorFile(tmp_path / "anchors.jsonl"), AnchorWebhook(receiver.url, SECRET))
    settings = LogSettings(f"sqlite:///{tmp_path / 'evidence.db'}", tmp_path / "keys", Cadence(5, 60.0), places)

    async def run() -> bytes:
        async with EvidenceLog(settings) as log:
            async with asyncio.timeout(30):
                while receiver.failures > 0:  # noqa: ASYNC110 - until the first delivery was refused
                    await asyncio.sleep(0.01)
            for _ in range(20):
                await log.record(entry())
        assert log.checkpoint is not None
        return log.checkpoint.digest

    digest = asyncio.run(run())
    anchors = read_anchors(tmp_path / "anchors.jsonl")
    assert anchors[-1].digest == digest.hex(), "the last one is sent before the end"
    assert [one.number for one in anchors] == sorted(one.number for one in anchors)
    assert receiver.received[-1]["digest"] == digest.hex()


def test_a_place_that_is_not_there_holds_nobody_up(tmp_path: Path) -> None:
    places = (AnchorFile(tmp_path / "nowhere" / "anchors.jsonl"),)
    settings = LogSettings(f"sqlite:///{tmp_path / 'evidence.db'}", tmp_path / "keys", Cadence(1, 60.0), places)

    async def run() -> None:
        async with EvidenceLog(settings) as log:
            await asyncio.gather(*(log.record(entry()) for _ in range(50)))
            assert log.fault is None

    asyncio.run(run())
    assert not (tmp_path / "nowhere").exists()


def test_a_line_that_is_no_anchor_is_named(tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    path.write_text("not json\n", encoding="utf-8")
    with pytest.raises(LogError, match=r"anchors\.jsonl:1"):
        read_anchors(path)


def test_a_webhook_without_a_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="evidence_anchor_secret"):
        Settings.model_validate({"evidence_anchor_url": "https://example.org/anchor"})
    signed = Settings.model_validate(
        {"evidence_anchor_url": "https://example.org/anchor", "evidence_anchor_secret": SECRET}
    )
    assert anchor_places(signed) == (AnchorWebhook("https://example.org/anchor", SECRET),)

"""Anchors: checkpoints sent to where whoever could change the log cannot change them.

A cut tail, checkpoints included, is invisible in the log itself; an anchor makes it visible. Sending never holds a
record up: the latest checkpoint waits in one place and is tried again until a later one takes it.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import msgspec
from standardwebhooks import Webhook

from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError

_log = logging.getLogger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0  # seconds between tries
_TIMEOUT = 10.0  # seconds for one delivery


class Anchor(msgspec.Struct, frozen=True):
    """A checkpoint as it is kept elsewhere: its number, its digest, and what it says. Bytes in hexadecimal."""

    number: int
    digest: str
    writer: str
    seq: int
    hash: str
    at: int
    key_id: str
    signature: str

    @classmethod
    def of(cls, one: Checkpoint) -> Anchor:
        """The anchor of a checkpoint."""
        digest, signature = one.digest.hex(), one.signature.hex()
        return cls(one.number, digest, one.writer, one.seq, one.hash.hex(), one.at, one.key_id, signature)


class Place(Protocol):
    """Where anchors go. `deliver` raises `OSError` or `ValueError` where it could not."""

    def deliver(self, anchor: Anchor) -> None: ...


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """A file, one anchor a line, in time order; for example on a disk that only grows, or of another machine."""

    path: Path

    def deliver(self, anchor: Anchor) -> None:
        """Append, durable when it returns."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
        try:
            os.write(descriptor, msgspec.json.encode(anchor) + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class AnchorWebhook:
    """A receiver over HTTP, signed by the Standard Webhooks specification. `secret` is `whsec_…`."""

    url: str
    secret: str

    def deliver(self, anchor: Anchor) -> None:
        """Send; anything but 2xx is a failure."""
        body = msgspec.json.encode(anchor).decode()
        identity, now = f"checkpoint-{anchor.number}", datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": identity,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(identity, now, body),
        }
        request = urllib.request.Request(self.url, body.encode(), headers, method="POST")  # noqa: S310 - set by the operator
        with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310
            return


def read_anchors(path: Path) -> list[Anchor]:
    """The anchors of a file.

    Raises:
        LogError: it cannot be read, or a line is no anchor; names the line.
    """
    found = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise LogError(f"{path}: {error.strerror or error}") from error
    for number, line in enumerate(lines, start=1):
        try:
            found.append(msgspec.json.decode(line, type=Anchor))
        except (msgspec.MsgspecError, ValueError) as error:
            raise LogError(f"{path}:{number}: {error}") from error
    return found


class Anchoring:
    """A thread that sends the latest checkpoint to each place."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = tuple(places)
        self._changed = threading.Condition()
        self._latest: Anchor | None = None
        self._ended = False
        self._threads = [threading.Thread(target=self._run, args=(one,), daemon=True) for one in self._places]
        for thread in self._threads:
            thread.start()

    def offer(self, checkpoint: Checkpoint) -> None:
        """Send this one next; returns at once."""
        with self._changed:
            self._latest = Anchor.of(checkpoint)
            self._changed.notify_all()

    def stop(self, seconds: float) -> None:
        """Try once more to send the latest, then end."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0.0))

    def _run(self, place: Place) -> None:
        sent: Anchor | None = None
        pause = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended, pause)
                while self._latest is sent and not self._ended:
                    self._changed.wait()
                latest, ended = self._latest, self._ended
            if latest is not None and latest is not sent:
                try:
                    place.deliver(latest)
                    sent, pause = latest, 0.0
                except (OSError, ValueError) as error:
                    pause = min(max(pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
                    _log.warning("checkpoint %d was not anchored, next try in %.0f s: %s", latest.number, pause, error)
            if ended:
                return

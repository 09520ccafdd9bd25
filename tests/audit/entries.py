"""Entries for tests of the log, and a log to put them into."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import Any

from ulid import ULID

from luling.audit.appender import Cadence
from luling.audit.entry import Entry
from luling.audit.log import EvidenceLog, LogSettings
from luling.audit.masking import Masking
from tests.repository.places import RULES

_NUMBERS = itertools.count()
RESIDENT = "11010519491231002X"  # an identity number with a right checksum, of nobody


def entry(**values: Any) -> Entry:
    """A small evaluation, with other values."""
    stated: dict[str, Any] = {
        "kind": "evaluation",
        "id": str(ULID()),
        "at": time.time_ns() // 1000,
        "caller": "platform",
        "asked": b'{"subject":{"id":"a"},"number":%d}' % next(_NUMBERS),
        "answered": b'{"decision":false}',
        "subject": "a",
        "action": "obtain",
        "resource": "b",
        "effect": "deny",
        "regulations": ("law",),
        "articles": ("law/art_1", "law/art_2__para_1"),
        "policy_revision": "sha256:0",
        "engine": "regorus",
    }
    return Entry(**stated | values)


def evidence_log(url: str, directory: Path, records: int = 10, seconds: float = 60.0) -> EvidenceLog:
    """A log that signs a checkpoint every so many records; its keys are in `directory`."""
    log = EvidenceLog(LogSettings(url, directory / "keys", Cadence(records, seconds)))
    log.masking = Masking.read(RULES / "masking.yaml", log.keys.mask_key)
    return log

"""A small law for faults that do not depend on the law: that of the certification scenario, which loads at once."""

from __future__ import annotations

import random
from typing import Any

from tests.certification.running import POLICIES, RULES
from tests.faults.clients import EVALUATION

SMALL = {"LULING_RULES": str(RULES), "LULING_POLICIES": str(POLICIES)}


def asks(subject: str = "alice", action: str = "read", resource: str = "record-1") -> dict[str, Any]:
    """A request; alice may read."""
    return {
        "subject": {"type": "user", "id": subject},
        "action": {"name": action},
        "resource": {"type": "record", "id": resource},
    }


def asked(chance: random.Random) -> tuple[str, Any]:
    """Calls of clients (`clients.Asked`)."""
    return EVALUATION, asks(
        chance.choice(("alice", "bob")), chance.choice(("read", "write")), f"record-{chance.random()}"
    )

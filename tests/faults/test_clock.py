"""A clock that jumps while the service answers: ids stay unique, the chain holds, a stated time decides."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest
from ulid import ULID

from tests.engines import missing
from tests.faults.clients import EVALUATION, Load
from tests.faults.evidence import account_of
from tests.faults.service import Service, serving
from tests.samples import contract_request

pytestmark = pytest.mark.slow

_LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
# Before and after the regulation of the request came into force.
_EARLIER, _LATER = "2019-06-01T09:00:00+08:00", "2026-11-23T09:00:00+08:00"
_DAY = 86_400
# How many seconds the clock is ahead, one after the other, and the effect by it.
_JUMPS = {-3650 * _DAY: "not_applicable", 0: "refer", 400 * _DAY: "refer", -3 * _DAY: "refer", _DAY: "refer"}


def asked_at(service: Service, stated: Any) -> tuple[float, str]:
    """When it says that it answered, in seconds since 1970, and the effect."""
    status, _, answer = service.post(EVALUATION, contract_request(context__time=stated))
    assert status == 200, answer
    return ULID.from_str(answer["context"]["id"]).timestamp, answer["context"]["effect"]


def ahead(service: Service, seconds: int) -> bool:
    """Whether the clock of the service is ahead by so much."""
    return abs(asked_at(service, _LATER)[0] - time.time() - seconds) < _DAY / 2


def test_a_clock_that_jumps(tmp_path: Path) -> None:
    if not _LIBRARIES:
        missing("libfaketime (Debian: libfaketime)")
    clock = tmp_path / "clock"
    clock.write_text("+0", encoding="ascii")
    # The clock is read from the file once a second.
    environment = {
        "LD_PRELOAD": str(_LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }

    def asked(chance: random.Random) -> tuple[str, Any]:
        return EVALUATION, contract_request(context__time=..., resource__id=f"data-{chance.random()}")

    with serving(tmp_path, environment, workers=1) as service, Load(service.url, 2, 1, asked) as load:
        for jump, expected in _JUMPS.items():
            clock.write_text(f"{jump:+d}", encoding="ascii")
            service.until(lambda jump=jump: ahead(service, jump), "the jump")  # type: ignore[misc]
            assert asked_at(service, _EARLIER)[1] == "not_applicable"
            assert asked_at(service, _LATER)[1] == "refer"
            assert asked_at(service, ...)[1] == expected
            answered = len(load.noted)
            service.until(lambda answered=answered: len(load.noted) > answered + 4, "answers")  # type: ignore[misc]
            assert service.ready()
    assert account_of(service, load).complaints == []
    ids = [one.id for one in load.noted]
    assert len(set(ids)) == len(ids)

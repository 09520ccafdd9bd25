"""What the benchmarks compare is the same: contestants agree, and copies of a regulation say what it says."""

from __future__ import annotations

import asyncio
import copy
from pathlib import Path
from typing import Any

import pytest

from bench import contestants
from bench.contestants import REGULATION, Contestant, measure, requests
from bench.regulations import copies, write
from luling.decision.point import DecisionPoint
from luling.settings import Settings

_COPIES = 3


def test_all_contestants_agree_on_every_request() -> None:
    times = asyncio.run(measure(120))
    assert {len(taken) for taken in times.values()} == {120}
    assert len(times) == 4


def test_a_contestant_that_decides_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient() -> Contestant:
        async def permits(request: dict[str, Any]) -> bool:
            return True

        return permits

    monkeypatch.setattr(contestants, "by_cedar", lenient)
    with pytest.raises(AssertionError, match="'cedarpy': True"):
        asyncio.run(measure(120))


def test_copies_of_a_regulation_decide_alike(tmp_path: Path) -> None:
    settings = Settings()
    rules, policies = write(settings.rules, settings.policies, REGULATION, _COPIES, tmp_path)

    async def decide(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
        async with DecisionPoint(Settings(watch=False, rules=rules, policies=policies)) as point:
            return [await point.decide(request) for request in asked]

    ids = copies(REGULATION, _COPIES)
    asked = []
    for one in (*ids, None):
        for request in requests(12):
            varied = copy.deepcopy(request)
            del varied["resource"]["properties"]["regulation"]
            if one:
                varied["resource"]["properties"]["regulation"] = one
            asked.append(varied)
    said = asyncio.run(decide(asked))
    effects = [answer["context"]["effect"] for answer in said]
    assert len(set(effects)) > 1
    assert effects == effects[:12] * (_COPIES + 1)
    assert [answer["context"]["regulations"] for answer in said] == [[one] for one in ids for _ in range(12)] + [
        ids
    ] * 12

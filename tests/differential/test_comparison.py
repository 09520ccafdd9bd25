"""The comparison of engines in a small form, and that it would notice a difference."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from luling.policy import regopy_engine
from tests.differential.comparison import bounded, compare, described, entries, generated
from tests.engines import OpaServer

CASES = 95  # one of each regulation and action
ENTRIES = 100


@pytest.mark.parametrize("other", ["opa", "regopy"])
def test_engines_agree_on_cases_of_the_proven_spaces(other: str, opa_server: OpaServer) -> None:
    result = asyncio.run(compare([*bounded(CASES, seed=3)], ["regorus", other], opa_server.url))
    assert [described(one) for one in result.disagreements] == []
    assert result.asked == {"case": CASES}
    assert "error" not in result.answers


@pytest.mark.parametrize("other", ["opa", "regopy"])
def test_engines_agree_on_entries_of_catalogues(other: str, opa_server: OpaServer) -> None:
    result = asyncio.run(compare([*entries(ENTRIES, seed=4)], ["regorus", other], opa_server.url))
    assert [described(one) for one in result.disagreements] == []
    assert result.asked == {"entry": ENTRIES}
    assert "error" not in result.answers


def test_the_same_seed_makes_the_same_questions() -> None:
    assert [*generated(30, seed=5)] == [*generated(30, seed=5)]
    assert [*generated(30, seed=5)] != [*generated(30, seed=6)]
    assert {question.origin for question in generated(30, seed=5)} == {"request", "report"}


def test_a_difference_is_found_and_described(monkeypatch: pytest.MonkeyPatch) -> None:
    real = regopy_engine.RegopyEngine.evaluate

    async def milder(self: Any, document: Mapping[str, Any], entrypoint: str | None = None) -> dict[str, Any]:
        answer = await real(self, document, entrypoint)
        return answer | ({"effect": "permit"} if answer.get("effect") == "deny" else {})

    monkeypatch.setattr(regopy_engine.RegopyEngine, "evaluate", milder)
    questions = [*generated(40, seed=1)]
    result = asyncio.run(compare(questions, ["regorus", "regopy"], "http://127.0.0.1:1"))
    assert 0 < len(result.disagreements) == result.answers["deny"]
    assert '"effect": "permit"' in described(result.disagreements[0])

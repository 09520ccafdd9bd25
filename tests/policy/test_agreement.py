"""The three engines give one answer: the law of the repository on many made-up requests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from luling.policy.data import read_regulations
from luling.policy.engine import Engine, EngineSettings, make_engine
from luling.policy.sources import PolicySet, PolicySource
from luling.request.normalisation import normalise, normalise_form
from luling.request.vocabulary import Vocabulary
from tests.differential.requests import NOW, Requests, in_order
from tests.engines import POLICIES, RULES, OpaServer, missing

pytestmark = pytest.mark.anyio
FINDINGS = "luling.findings.answer"
PER_REGULATION = 80
UNNAMED = 80


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    regulations = read_regulations(RULES)
    vocabulary = Vocabulary.read(RULES / "vocabulary.yaml", regulations)
    areas = {name: regulation.jurisdiction.codes[0] for name, regulation in regulations.items()}
    requests = Requests(vocabulary, dict(areas), seed=20261123)
    wanted = [*(name for name in regulations for _ in range(PER_REGULATION)), *(None for _ in range(UNNAMED))]
    return [normalise(requests.request(regulation), vocabulary, NOW) for regulation in wanted]


@asynccontextmanager
async def loaded(
    name: str, opa: OpaServer, policies: PolicySet, settings: EngineSettings | None = None
) -> AsyncIterator[Engine]:
    try:
        engine = make_engine(name, settings or EngineSettings(opa_url=opa.url, opa_timeout=10))
    except ImportError:
        missing(name)
        raise
    try:
        await engine.load(policies)
        yield engine
    finally:
        await engine.close()


@pytest.mark.parametrize("other", ["opa", "regopy"])
async def test_engines_agree(other: str, documents: list[dict[str, Any]], opa_server: OpaServer) -> None:
    policies = PolicySource(RULES, POLICIES).read()
    async with loaded("regorus", opa_server, policies) as one, loaded(other, opa_server, policies) as two:
        effects = set[str]()
        for document in documents:
            answer = in_order(await one.evaluate(document))
            assert in_order(await two.evaluate(document)) == answer, json.dumps(document, ensure_ascii=False)
            effects.add(answer["effect"])
    assert effects == {"not_applicable", "deny", "indeterminate", "refer", "permit"}


@pytest.mark.parametrize("other", ["opa", "regopy"])
async def test_engines_agree_on_findings(other: str, opa_server: OpaServer) -> None:
    regulations = read_regulations(RULES)
    vocabulary = Vocabulary.read(RULES / "vocabulary.yaml", regulations)
    reports = Requests(vocabulary, {}, seed=20261124)
    policies = PolicySource(RULES, POLICIES).read()
    settings = EngineSettings(entrypoints=("luling.decision.answer", FINDINGS), opa_url=opa_server.url, opa_timeout=10)
    stages = set[tuple[str, str]]()
    async with (
        loaded("regorus", opa_server, policies, settings) as one,
        loaded(other, opa_server, policies, settings) as two,
    ):
        for regulation in [name for name in regulations for _ in range(PER_REGULATION)]:
            document, problems = normalise_form(reports.report(regulation), "findings", vocabulary)
            assert problems == ()
            document.setdefault("time", "2026-11-23T01:00:00.000000Z")
            answer = in_order(await one.evaluate(document, FINDINGS))
            assert in_order(await two.evaluate(document, FINDINGS)) == answer, json.dumps(document, ensure_ascii=False)
            stages |= {(stage["stage"], stage["status"]) for found in answer["findings"] for stage in found["measures"]}
    assert {stage for stage, _ in stages} == {
        "accountability",
        "commendation",
        "criminal_referral",
        "criticism",
        "discipline",
        "order_correction",
        "under_national_law",
    }
    assert {status for _, status in stages} == {"due", "not_yet"}

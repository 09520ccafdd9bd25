"""The same questions to several engines: what is asked, and where their answers differ.

What is asked comes in batches, each made anew from its number, so that batches can go to processes of their own: memory
that rego-cpp does not give back goes with the process.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from luling.analysis.verify import Plan, Verification
from luling.compliance.catalogue import documents
from luling.policy.engine import Engine, EngineError, EngineSettings, make_engine
from luling.policy.sources import PolicySource
from luling.request.normalisation import normalise, normalise_form
from tests.differential.requests import NOW, Requests, in_order
from tests.engines import POLICIES, RULES

DECISION, FINDINGS, CATALOGUE = "luling.decision.answer", "luling.findings.answer", "luling.catalogue.answer"
_ALIKE = 10  # entries of one catalogue, among which some are alike
_ROWS = 0.2  # share of catalogue entries in a batch
_TIME = "2026-11-23T01:00:00.000000Z"


@dataclass(frozen=True, slots=True)
class Question:
    """A document and the entry point that is asked about it; `origin` says how the document was made."""

    origin: str
    entrypoint: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that engines answer differently, and each one's answer."""

    question: Question
    answers: dict[str, Any]


@dataclass(slots=True)
class Result:
    """How many questions of each origin were asked, what the answers were, and where they differ."""

    asked: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    disagreements: list[Disagreement] = field(default_factory=list)

    def add(self, other: Result) -> None:
        self.asked += other.asked
        self.answers += other.answers
        self.disagreements += other.disagreements


@cache
def _verification() -> Verification:
    return Verification(Plan(RULES, POLICIES, DECISION))


def generated(count: int, seed: int) -> Iterator[Question]:
    """Requests under each regulation and under none that is named, and reports of conduct, in turn."""
    knowledge = _verification().knowledge
    areas: dict[str | None, str] = {
        name: regulation.jurisdiction.codes[0] for name, regulation in knowledge.regulations.items()
    }
    made = Requests(knowledge.vocabulary, areas, seed)
    regulations = [*knowledge.regulations, None]
    for number in range(count):
        regulation = regulations[number % len(regulations)]
        if regulation is not None and number % 4 == 3:
            document, problems = normalise_form(made.report(regulation), "findings", knowledge.vocabulary)
            assert problems == ()
            document.setdefault("time", _TIME)
            yield Question("report", FINDINGS, document)
        else:
            yield Question("request", DECISION, normalise(made.request(regulation), knowledge.vocabulary, NOW))


def entries(count: int, seed: int) -> Iterator[Question]:
    """Entries of small catalogues under each regulation in turn."""
    knowledge = _verification().knowledge
    made, regulations = Requests(knowledge.vocabulary, {}, seed), [*knowledge.regulations]
    for first in range(0, count, _ALIKE):
        regulation = regulations[first // _ALIKE % len(regulations)]
        catalogue = []
        for _ in range(min(_ALIKE, count - first)):
            facts, problems = normalise_form(made.entry(regulation), "catalogue", knowledge.vocabulary)
            assert problems == ()
            catalogue.append(facts)
        yield from (Question("entry", CATALOGUE, document) for document in documents(catalogue, NOW, knowledge))


def bounded(count: int, seed: int) -> Iterator[Question]:
    """Cases of the spaces that `luling verify` proves, drawn from every regulation and action in turn."""
    verification = _verification()
    units, chance = verification.units(), random.Random(seed)
    for number in range(count):
        space = verification.space(*units[(number + seed) % len(units)])
        case = [chance.randrange(len(variable.values)) for variable in space.variables]
        yield Question("case", DECISION, space.document(case))


async def compare(questions: Sequence[Question], engines: Sequence[str], opa_url: str) -> Result:
    """Ask every engine every question. An engine that fails answers with its failure; failures of all agree."""
    settings = EngineSettings(entrypoints=(DECISION, FINDINGS, CATALOGUE), opa_url=opa_url, opa_timeout=20)
    policies, result = PolicySource(RULES, POLICIES).read(), Result()
    async with AsyncExitStack() as stack:
        loaded: dict[str, Engine] = {}
        for name in engines:
            loaded[name] = make_engine(name, settings)
            stack.push_async_callback(loaded[name].close)
            await loaded[name].load(policies)
        for question in questions:
            answers = {name: await _ask(engine, question) for name, engine in loaded.items()}
            first = answers[engines[0]]
            result.asked[question.origin] += 1
            result.answers[str(first.get("effect", question.origin))] += 1
            if any(answer != first for answer in answers.values()):
                result.disagreements.append(Disagreement(question, answers))
    return result


async def _ask(engine: Engine, question: Question) -> Any:
    try:
        return in_order(await engine.evaluate(question.document, question.entrypoint))
    except EngineError:
        return {"effect": "error"}


def batch(number: int, size: int, share: float, seed: int, engines: Sequence[str], opa_url: str) -> Result:
    """One batch in this process: `size` questions, of which a share are cases of the proven spaces, a share entries of
    catalogues."""
    cases, rows = round(size * share), round(size * _ROWS)
    start = seed * 1_000_003 + number
    questions = [*generated(size - cases - rows, start), *bounded(cases, start * size), *entries(rows, start)]
    return asyncio.run(compare(questions, engines, opa_url))


def described(disagreement: Disagreement) -> str:
    """A disagreement as text that can be asked again."""
    answers = {
        name: json.dumps(answer, ensure_ascii=False, sort_keys=True) for name, answer in disagreement.answers.items()
    }
    lines = [f"  {name}: {answer}" for name, answer in answers.items()]
    question = json.dumps(disagreement.question.document, ensure_ascii=False)
    return "\n".join([f"{disagreement.question.entrypoint} {question}", *lines])

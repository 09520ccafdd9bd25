"""The memory of decisions: bounded, of one policy revision, and never in place of an answer of a request's own."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from luling.decision.answer import Prepared, prepare
from luling.decision.knowledge import Knowledge
from luling.decision.memory import Memory, MemoryCounts
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError
from luling.policy.sources import PolicyError
from luling.request.canonical import CanonicalForm
from luling.request.parts import Landmarks
from luling.settings import Settings
from tests.samples import contract_request

KNOWLEDGE = Knowledge.read(Settings().rules)
VOCABULARY = """
actions: {}
resource_types: {}
subject: {role: {type: identifier, zh: 角色, en: role}}
action: {}
resource:
  owner: {type: identifier, zh: 所有者, en: owner}
  size: {type: yuan, zh: 大小, en: size}
  tags: {type: list, zh: 标签, en: tags}
context: {time: {type: instant, zh: 时间, en: time}}
"""
POLICY = """package luling.decision

answer := {
	"effect": "permit",
	"reasons": [{"kind": "permit", "code": "may", "article": article}],
	"missing": missing,
} if input.subject.id == input.resource.properties.owner

article := "zoo/art_1"

default missing := []
"""


def with_point(settings: Settings, use: Callable[[DecisionPoint], Awaitable[None]]) -> None:
    async def run() -> None:
        async with DecisionPoint(settings) as point:
            await use(point)

    asyncio.run(run())


@pytest.fixture
def zoo(tmp_path: Path) -> Callable[..., Settings]:
    """A policy directory of its own: its settings, from its policy and vocabulary."""

    def settings(policy: str = POLICY, vocabulary: str = VOCABULARY, **options: Any) -> Settings:
        shutil.rmtree(tmp_path / "rules", ignore_errors=True)
        (tmp_path / "rules").mkdir()
        (tmp_path / "policies").mkdir(exist_ok=True)
        (tmp_path / "rules/vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
        (tmp_path / "policies/decision.rego").write_text(policy, encoding="utf-8")
        return Settings(rules=tmp_path / "rules", policies=tmp_path / "policies", watch=False, **options)

    return settings


def asked(subject: str = "alice", owner: str = "alice", **properties: Any) -> dict[str, Any]:
    return {
        "subject": {"type": "keeper", "id": subject},
        "action": {"name": "feed"},
        "resource": {"type": "animal", "id": "zebra", "properties": {"owner": owner} | properties},
    }


def counted(point: DecisionPoint) -> list[tuple[Any, ...]]:
    """Counts what the engine is asked from now on."""
    questions: list[tuple[Any, ...]] = []
    engine, evaluate = point.store.engine, point.store.engine.evaluate

    async def counting(*question: Any) -> dict[str, Any]:
        questions.append(question)
        return await evaluate(*question)

    engine.evaluate = counting  # type: ignore[method-assign]
    return questions


def test_requests_of_one_form_are_asked_of_the_engine_once() -> None:
    async def use(point: DecisionPoint) -> None:
        questions = counted(point)
        first = await point.decide(contract_request())
        second = await point.decide(contract_request(subject__id="another", resource__id="other-data"))
        assert len(questions) == 1
        assert first["context"].pop("id") != second["context"].pop("id")
        assert first == second
        assert (point.counts.hits, point.counts.misses) == (1, 1)
        await point.decide(contract_request(resource__properties__sharing_class="unconditional"))
        assert len(questions) == 2

    with_point(Settings(watch=False), use)


def test_each_request_has_the_due_dates_of_its_own_time() -> None:
    async def use(point: DecisionPoint) -> None:
        for received, due in (("2026-11-09T09:00:00+08:00", "2026-11-16"), ("2026-11-16T09:00:00+08:00", "2026-11-23")):
            answer = await point.decide(contract_request(context__application={"received": received}))
            assert answer["context"]["next_steps"][0]["deadline"]["due"] == due
        assert point.counts.hits == 1

    with_point(Settings(watch=False), use)


def test_without_a_memory_every_request_is_asked() -> None:
    async def use(point: DecisionPoint) -> None:
        questions = counted(point)
        for _ in range(2):
            await point.decide(contract_request())
        assert len(questions) == 2
        assert point.memory is None

    with_point(Settings(watch=False, memory=0), use)


def test_readiness_is_never_answered_from_memory() -> None:
    async def use(point: DecisionPoint) -> None:
        assert await point.fault() is None

        async def broken(*_: Any) -> dict[str, Any]:
            raise EngineError("on fire")

        point.store.engine.evaluate = broken  # type: ignore[method-assign]
        assert await point.fault() == "on fire"

    with_point(Settings(watch=False), use)


def test_other_policies_have_another_memory(zoo: Callable[..., Settings]) -> None:
    async def use(point: DecisionPoint) -> None:
        assert (await point.decide(asked()))["context"]["reasons"][0]["code"] == "may"
        zoo(POLICY.replace('"may"', '"must"'))
        await point.store.reload()
        assert point.status.problem is None
        assert (await point.decide(asked()))["context"]["reasons"][0]["code"] == "must"

    with_point(zoo(), use)


@pytest.mark.parametrize(
    ("policy", "requests", "missing"),
    [
        # An identifier, an instant, a text or an amount of the request in the answer.
        ("missing := [input.subject.id]", [asked("a", "a"), asked("b", "b"), asked("a", "a")], [["a"], ["b"], ["a"]]),
        (
            "missing := [input.context.time]",
            [asked() | {"context": {"time": f"202{year}-01-01T00:00:00Z"}} for year in range(2)],
            [[f"202{year}-01-01T00:00:00.000000Z"] for year in range(2)],
        ),
        ("missing := [input.resource.properties.size]", [asked(size=1), asked(size=2.5)], [[100], [250]]),
    ],
)
def test_an_answer_that_repeats_the_request_is_of_that_request_alone(
    zoo: Callable[..., Settings], policy: str, requests: list[dict[str, Any]], missing: list[Any]
) -> None:
    async def use(point: DecisionPoint) -> None:
        answers = [await point.decide(request) for request in requests]
        assert [answer["context"]["missing"] for answer in answers] == missing
        assert point.counts.hits == 0

    with_point(zoo(f"{POLICY}\n{policy}\n"), use)


def test_where_requests_name_no_time_it_is_the_present_that_counts(zoo: Callable[..., Settings]) -> None:
    policy = POLICY.replace("if input", 'if input.context.time >= "2026-11-23T00:00:00.000000Z"\n\nother if input')
    vocabulary = VOCABULARY.replace("context: {time: {type: instant, zh: 时间, en: time}}", "context: {}")
    day = dt.timedelta(days=1)
    start = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)

    async def use(point: DecisionPoint) -> None:
        # Whatever it says of a time that the vocabulary does not know.
        request = asked() | {"context": {"time": "2030-01-01T00:00:00Z"}}
        for now in (start, start + day, start - day, start - 2 * day):
            if now >= start:
                assert (await point.decided(request, now=now)).decision
            else:
                with pytest.raises(EngineError):
                    await point.decided(request, now=now)
        assert point.counts.hits == 0
        assert (await point.decided(request, now=start + 9 * day)).decision
        assert point.counts.hits == 1

    with_point(zoo(policy, vocabulary), use)


def test_a_request_without_canonical_form_is_answered_all_the_same(zoo: Callable[..., Settings]) -> None:
    async def use(point: DecisionPoint) -> None:
        questions = counted(point)
        for _ in range(2):
            assert (await point.decide(asked(tags=[{"any": "thing"}])))["decision"]
        assert len(questions) == 2

    with_point(zoo(), use)


def test_policies_that_look_further_do_not_load_unless_the_vocabulary_says_so(zoo: Callable[..., Settings]) -> None:
    policy = POLICY.replace("input.subject.id ==", 'startswith(input.subject.id, "al")\n\nother if input.subject.id ==')

    async def use(point: DecisionPoint) -> None:
        assert point.memory is None
        assert (await point.decide(asked("alan", "bob")))["decision"]

    with pytest.raises(PolicyError, match=r"decision\.rego:7: `startswith` is given an identifier"):
        with_point(zoo(policy), use)
    with_point(zoo(policy, "reduction: none\n" + VOCABULARY), use)
    with_point(zoo(policy, memory=0), use)
    with pytest.raises(LawError, match="`reduction`: is `none` or left out, not `some`"):
        with_point(zoo(policy, "reduction: some\n" + VOCABULARY), use)


def answer(code: str) -> Prepared:
    reasons = [{"kind": "permit", "code": code, "article": "zoo/art_1"}]
    return prepare({"effect": "permit", "reasons": reasons}, KNOWLEDGE, policy_revision="r", engine="e")


def test_it_is_bounded_and_keeps_what_is_asked_for_again() -> None:
    memory = Memory(CanonicalForm(KNOWLEDGE.vocabulary, Landmarks.of([], [])), 3, MemoryCounts())
    for name in "abc":
        memory.put((name,), answer(name))
    assert memory.get(("a",)) is not None
    memory.put(("d",), answer("d"))
    assert len(memory) == 3
    assert memory.counts.evictions == 1
    assert [name for name in "abcd" if memory.get((name,)) is not None] == ["a", "c", "d"]


def test_one_answer_to_many_forms_is_kept_once() -> None:
    memory = Memory(CanonicalForm(KNOWLEDGE.vocabulary, Landmarks.of([], [])), 3, MemoryCounts())
    first = memory.put(("a",), answer("x"))
    assert memory.put(("b",), answer("x")) is first
    assert memory.put(("c",), answer("y")) is not first


def test_what_policies_say_never_takes_the_place_of_a_blank() -> None:
    with pytest.raises(EngineError, match="stands for a blank"):
        answer("\ue000")

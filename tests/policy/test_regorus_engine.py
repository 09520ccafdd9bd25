"""What only regorus can do wrong: panics, and remembering an input after a failure."""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import AsyncIterator
from typing import Any

import pytest
import regorus

from luling.policy.engine import EngineError, EngineSettings, PolicyError
from luling.policy.regorus_engine import RegorusEngine
from luling.policy.sources import PolicySource

pytestmark = pytest.mark.anyio
OBTAIN = {"subject": {"id": "unit-a"}, "action": {"name": "obtain"}}


class Panic(BaseException):
    """Like pyo3's `PanicException`: no `Exception`."""


class Native:
    """A native engine that fails at one of its two steps, and would answer for the previous input."""

    def __init__(self, step: str, error: BaseException) -> None:
        self._step, self._error = step, error

    def set_input_json(self, text: str) -> None:
        if self._step == "set":
            raise self._error

    def eval_rule_as_json(self, rule: str) -> str:
        if self._step == "evaluate":
            raise self._error
        return '{"effect": "permit", "of": "the previous input"}'


@pytest.fixture
async def engine(source: PolicySource) -> AsyncIterator[RegorusEngine]:
    made = RegorusEngine(EngineSettings())
    await made.load(source.read())
    yield made
    await made.close()


@pytest.mark.parametrize("step", ["set", "evaluate"])
@pytest.mark.parametrize(
    "error", [Panic("unsendable"), RuntimeError("no"), MemoryError()], ids=lambda e: type(e).__name__
)
async def test_a_failure_at_either_step_is_an_error_and_the_engine_is_thrown_away(
    engine: RegorusEngine, step: str, error: BaseException
) -> None:
    broken: Any = Native(step, error)
    engine._engine = broken
    with pytest.raises(EngineError, match=type(error).__name__):
        await engine.evaluate(OBTAIN)
    assert engine._engine is not broken
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"
    assert "of" not in await engine.evaluate(OBTAIN)


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
async def test_what_ends_a_task_or_the_process_goes_through(engine: RegorusEngine, ending: type[BaseException]) -> None:
    engine._engine = Native("evaluate", ending())
    with pytest.raises(ending):
        await engine.evaluate(OBTAIN)
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_a_real_panic_is_an_error(engine: RegorusEngine) -> None:
    await engine.evaluate(OBTAIN)
    native = engine._engine  # kept here: only the thread that made it may drop it

    def elsewhere() -> str:
        engine._thread = threading.get_ident()  # as if the check had been deceived
        with pytest.raises(EngineError) as caught:
            asyncio.run(engine.evaluate(OBTAIN))
        return str(caught.value)

    assert "PanicException" in await asyncio.to_thread(elsewhere)
    assert native is not engine._engine


async def test_a_panic_while_loading_is_a_problem_of_the_policies(
    engine: RegorusEngine, source: PolicySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panicking:
        def add_policy(self, path: str, text: str) -> None:
            raise Panic("out of words")

    monkeypatch.setattr("luling.policy.regorus_engine.regorus.Engine", Panicking)
    with pytest.raises(PolicyError, match=r"luling/decision\.rego: out of words"):
        await engine.load(source.read())
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_an_unsafe_variable_is_found_when_the_set_is_loaded(engine: RegorusEngine, source: PolicySource) -> None:
    words = source.policies / "luling" / "words.rego"
    words.write_text(words.read_text(encoding="utf-8") + "\nextra if nowhere\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        await engine.load(source.read())
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("luling/words.rego", 9)
    assert "nowhere" in problem.message
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_the_error_of_a_policy_names_its_place(engine: RegorusEngine) -> None:
    with pytest.raises(EngineError, match=r"luling/decision\.rego:17: .*count"):
        await engine.evaluate({"subject": {"id": "a"}, "action": {}, "context": {"agreements": 5}})


@pytest.mark.parametrize("failing", ["load", "evaluate"])
async def test_a_failure_leaves_no_native_engine_for_another_thread_to_drop(
    engine: RegorusEngine, source: PolicySource, failing: str
) -> None:
    words = source.policies / "luling" / "words.rego"
    words.write_text("package luling.words\n\nextra if nowhere\n", encoding="utf-8")
    with pytest.raises((EngineError, PolicyError)) as caught:
        await (engine.load(source.read()) if failing == "load" else engine.evaluate({"subject": object()}))
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    held = [value for frame in frames for value in frame.f_locals.values()]
    assert not [value for value in held if isinstance(value, regorus.Engine)]

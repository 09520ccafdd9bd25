"""What each of the three engines owes the service: answers, refusals, and never the answer to another input."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest

from luling.policy.engine import Engine, EngineError, EngineSettings, PolicyError, make_engine
from luling.policy.sources import PolicySource
from tests.engines import missing

pytestmark = pytest.mark.anyio
OBTAIN = {"subject": {"id": "unit-a"}, "action": {"name": "obtain"}}
PUBLISH = {"subject": {"id": "unit-b"}, "action": {"name": "publish"}}


@pytest.fixture(params=["regorus", "opa", "regopy"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    settings = EngineSettings(opa_timeout=5)
    if request.param == "opa":
        settings = EngineSettings(opa_url=request.getfixturevalue("opa_server").url, opa_timeout=5)
    try:
        made = make_engine(request.param, settings)
    except ImportError:
        missing(request.param)
    yield made
    await made.close()


def answer(effect: str, subject: str) -> dict[str, Any]:
    return {"effect": effect, "reasons": [{"kind": effect, "subject": subject, "text": '律令"1"'}]}


async def test_an_engine_answers_by_its_policy_set(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    assert await engine.evaluate(OBTAIN) == answer("permit", "unit-a")
    assert await engine.evaluate(PUBLISH) == answer("deny", "unit-b")


async def test_without_a_policy_set_there_is_no_answer(engine: Engine) -> None:
    with pytest.raises(EngineError, match="no policy set"):
        await engine.evaluate(OBTAIN)


async def test_an_undefined_result_is_an_error(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    with pytest.raises(EngineError):
        await engine.evaluate({"subject": {"id": "unit-a"}, "action": {"name": "burn"}})


async def test_two_rules_that_contradict_each_other_are_an_error(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    with pytest.raises(EngineError):
        await engine.evaluate(OBTAIN | {"context": {"agreements": [1]}})
    assert await engine.evaluate(OBTAIN) == answer("permit", "unit-a")


@pytest.mark.parametrize("text", ["{}", "[]", '"permit"', "true", "null", "1"])
async def test_an_answer_that_is_no_object_with_something_in_it_is_an_error(
    engine: Engine, source: PolicySource, text: str
) -> None:
    (source.policies / "luling" / "decision.rego").write_text(f"package luling.decision\n\nanswer := {text}\n")
    await engine.load(source.read())
    with pytest.raises(EngineError):
        await engine.evaluate(OBTAIN)


@pytest.mark.parametrize(
    "unloadable",
    [{"subject": object()}, {"subject": "\ud800"}, {"subject": float("nan")}, {"subject": {1, 2}}],
    ids=["object", "lone surrogate", "not a number", "set"],
)
async def test_an_input_that_does_not_load_never_gets_the_answer_to_the_previous_one(
    engine: Engine, source: PolicySource, unloadable: dict[str, Any]
) -> None:
    await engine.load(source.read())
    assert await engine.evaluate(OBTAIN)
    with pytest.raises(EngineError):
        await engine.evaluate({**OBTAIN, **unloadable})
    assert await engine.evaluate(PUBLISH) == answer("deny", "unit-b")


async def test_a_bottomless_input_is_an_error(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    try:
        with pytest.raises(EngineError):
            await engine.evaluate(deep)
    finally:
        while deep:  # taken apart from outside, or its deletion recurses
            deep = deep["a"]


@pytest.mark.parametrize(
    "text", ["律令", 'q"q', "b\\b", "\\u5f8b", "line\nline", "tab\t", "nul\x00nul", "\x07", "😀", ""]
)
async def test_a_text_arrives_and_returns_as_it_is(engine: Engine, source: PolicySource, text: str) -> None:
    await engine.load(source.read())
    given = {"subject": {"id": text}, "action": {"name": "obtain"}}
    assert await engine.evaluate(given) == answer("permit", text)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("luling/decision.rego", "package luling.decision\n\nanswer := {\n"),
        ("luling/words.rego", "package luling.words\n\nreason(kind) := if {\n"),
    ],
)
async def test_a_policy_that_does_not_parse_is_named_and_the_old_one_answers_on(
    engine: Engine, source: PolicySource, file: str, text: str
) -> None:
    await engine.load(source.read())
    (source.policies / file).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        await engine.load(source.read())
    assert caught.value.problems[0].file == file
    assert caught.value.problems[0].line in {3, 4}
    assert await engine.evaluate(OBTAIN) == answer("permit", "unit-a")


async def test_a_set_without_the_entry_point_is_refused(engine: Engine, source: PolicySource) -> None:
    (source.policies / "luling" / "decision.rego").unlink()
    with pytest.raises(PolicyError, match=r"luling\.decision"):
        await engine.load(source.read())


async def test_functions_may_move_between_modules(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    words = source.policies / "luling" / "words.rego"
    words.rename(words.with_name("a_words.rego"))
    await engine.load(source.read())
    assert await engine.evaluate(OBTAIN) == answer("permit", "unit-a")


async def test_files_of_a_package_may_use_each_others_rules(engine: Engine, source: PolicySource) -> None:
    one, two = (source.policies / "luling" / name for name in ("decision.rego", "more.rego"))
    one.write_text('package luling.decision\n\nanswer := {"effect": _a}\n\n_b := "deny"\n', encoding="utf-8")
    two.write_text("package luling.decision\n\n_a := _b\n", encoding="utf-8")
    await engine.load(source.read())
    assert await engine.evaluate({}) == {"effect": "deny"}


async def test_a_set_replaces_the_one_before_it(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    (source.policies / "luling" / "words.rego").unlink()
    decision = source.policies / "luling" / "decision.rego"
    decision.write_text('package luling.decision\n\nanswer := {"effect": "refer"}\n', encoding="utf-8")
    await engine.load(source.read())
    assert await engine.evaluate(OBTAIN) == {"effect": "refer"}


async def test_side_by_side_evaluations_keep_their_inputs_apart(engine: Engine, source: PolicySource) -> None:
    await engine.load(source.read())
    answers = await asyncio.gather(
        *(engine.evaluate({"subject": {"id": f"unit-{n}"}, "action": {"name": "obtain"}}) for n in range(50))
    )
    assert answers == [answer("permit", f"unit-{n}") for n in range(50)]


@pytest.mark.parametrize("name", ["regorus", "regopy"])
async def test_an_embedded_engine_refuses_another_thread(name: str, source: PolicySource) -> None:
    try:
        engine = make_engine(name)
    except ImportError:
        missing(name)
    await engine.load(source.read())
    caught: list[str] = []

    def elsewhere() -> None:
        for use in (engine.evaluate(OBTAIN), engine.load(source.read())):
            try:
                asyncio.run(use)
            except EngineError as error:
                caught.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert await engine.evaluate(OBTAIN) == answer("permit", "unit-a")
    await engine.close()
    assert len(caught) == 2
    assert all("only by the thread that loaded it" in error for error in caught)


async def test_another_entry_point_may_be_named(source: PolicySource) -> None:
    (source.policies / "other.rego").write_text('package other.pdp\n\nresult := {"effect": "deny"}\n', encoding="utf-8")
    engine = make_engine("regorus", EngineSettings(entrypoints=("other.pdp.result",)))
    await engine.load(source.read())
    assert await engine.evaluate({}) == {"effect": "deny"}
    await engine.close()


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown engine `rego`"):
        make_engine("rego")


@pytest.mark.parametrize("url", ["127.0.0.1:8181", "ftp://opa", "http://opa:8181/prefix", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        make_engine("opa", EngineSettings(opa_url=url))

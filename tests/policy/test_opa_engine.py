"""An OPA server that is gone, slow, empty, or serves other policies: never an answer, and soon an error."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from collections.abc import AsyncIterator

import pytest

from luling.policy import opa_engine
from luling.policy.engine import EngineError, EngineSettings, PolicyError
from luling.policy.opa_engine import OpaEngine
from luling.policy.sources import PolicySource
from tests.engines import OpaServer, free_port

pytestmark = pytest.mark.anyio
OBTAIN = {"subject": {"id": "unit-a"}, "action": {"name": "obtain"}}


@pytest.fixture
async def engine(own_opa: OpaServer, source: PolicySource) -> AsyncIterator[OpaEngine]:
    made = OpaEngine(EngineSettings(opa_url=own_opa.url, opa_timeout=5))
    await made.load(source.read())
    yield made
    await made.close()


def send(server: OpaServer, method: str, path: str, body: str = "") -> object:
    request = urllib.request.Request(f"{server.url}/v1/{path}", body.encode() or None, method=method)
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.loads(answer.read() or b"null")


async def answered_again(engine: OpaEngine) -> dict[str, object]:
    until = time.monotonic() + 10
    while True:
        try:
            return await engine.evaluate(OBTAIN)
        except EngineError:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.05)


async def test_a_dead_server_is_an_error_at_once(engine: OpaEngine, own_opa: OpaServer) -> None:
    own_opa.stop()
    start = time.monotonic()
    with pytest.raises(EngineError, match="opa: "):
        await engine.evaluate(OBTAIN)
    assert time.monotonic() - start < 0.5


async def test_policies_cannot_be_loaded_into_a_dead_server(source: PolicySource) -> None:
    engine = OpaEngine(EngineSettings(opa_url=f"http://127.0.0.1:{free_port()}"))
    with pytest.raises(EngineError, match="opa: "):
        await engine.load(source.read())
    await engine.close()


async def test_a_slow_server_is_an_error_after_the_time_out(source: PolicySource) -> None:
    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    engine = OpaEngine(EngineSettings(opa_url=url, opa_timeout=0.2, opa_push_timeout=0.2))
    with pytest.raises(EngineError, match=r"not taken within 0\.2 s"):
        await engine.load(source.read())
    engine._policies, engine._answering = source.read(), ("luling.decision.answer",)
    start = time.monotonic()
    with pytest.raises(EngineError, match=r"no answer within 0\.2 s"):
        await engine.evaluate(OBTAIN)
    assert time.monotonic() - start < 1
    await engine.close()
    server.close()


@pytest.mark.parametrize("answer", ["not json", "[]", '{"result": "permit"}', "{}"])
async def test_a_server_that_is_no_opa_is_an_error(source: PolicySource, answer: str) -> None:
    async def nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1 << 16)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer)}\r\n\r\n"
        writer.write((head + answer).encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
    engine = OpaEngine(EngineSettings(opa_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"))
    engine._policies, engine._answering = source.read(), ("luling.decision.answer",)
    with pytest.raises(EngineError, match="opa: "):
        await engine.evaluate(OBTAIN)
    await engine.close()
    server.close()


async def test_an_answer_by_another_revision_is_none(engine: OpaEngine, own_opa: OpaServer) -> None:
    send(own_opa, "PUT", "data/luling_revision", '{"revision": "sha256:of-another-set"}')
    with pytest.raises(EngineError, match="sha256:of-another-set"):
        await engine.evaluate(OBTAIN)


async def test_a_server_that_came_back_empty_is_filled_again(engine: OpaEngine, own_opa: OpaServer) -> None:
    own_opa.stop()
    own_opa.start()
    with pytest.raises(EngineError, match="holds no policy set"):
        await engine.evaluate(OBTAIN)
    assert (await answered_again(engine))["effect"] == "permit"


async def test_a_policy_removed_by_hand_comes_back_with_the_next_load(
    engine: OpaEngine, own_opa: OpaServer, source: PolicySource
) -> None:
    send(own_opa, "DELETE", "policies/luling/luling_served.luling_decision_answer")
    with pytest.raises(EngineError):
        await engine.evaluate(OBTAIN)
    await engine.load(source.read())
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_workers_that_push_the_same_set_do_not_disturb_each_other(
    engine: OpaEngine, own_opa: OpaServer, source: PolicySource
) -> None:
    second = OpaEngine(EngineSettings(opa_url=own_opa.url, opa_timeout=5))
    load = asyncio.create_task(second.load(source.read()))
    while not load.done():
        assert (await engine.evaluate(OBTAIN))["effect"] == "permit"
    assert (await second.evaluate(OBTAIN))["effect"] == "permit"
    await second.close()


async def test_filling_again_is_tried_now_and_then_only(
    engine: OpaEngine, own_opa: OpaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    async def refuse(*_: object) -> None:
        nonlocal tries
        tries += 1
        raise PolicyError

    own_opa.stop()
    own_opa.start()
    monkeypatch.setattr(opa_engine, "push", refuse)
    for _ in range(20):
        with pytest.raises(EngineError):
            await engine.evaluate(OBTAIN)
        await asyncio.sleep(0)
    assert tries == 1


async def test_policies_of_others_on_the_server_stay(
    engine: OpaEngine, own_opa: OpaServer, source: PolicySource
) -> None:
    send(own_opa, "PUT", "policies/other", "package other\n\nx := 1\n")
    (source.policies / "luling" / "words.rego").unlink()
    decision = source.policies / "luling" / "decision.rego"
    decision.write_text('package luling.decision\n\nanswer := {"effect": "refer"}\n', encoding="utf-8")
    await engine.load(source.read())
    names = {policy["id"] for policy in send(own_opa, "GET", "policies")["result"]}  # type: ignore[index]
    assert names == {"other", "luling/luling.decision", "luling/luling_served.luling_decision_answer"}


async def test_a_policy_that_opa_refuses_leaves_the_old_set_in_force(engine: OpaEngine, source: PolicySource) -> None:
    decision = source.policies / "luling" / "decision.rego"
    decision.write_text(decision.read_text(encoding="utf-8").replace("count(", "cuont("), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        await engine.load(source.read())
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("luling/decision.rego", 17)
    assert "cuont" in problem.message
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_a_restore_that_fails_leaves_the_server_without_answers(
    engine: OpaEngine, source: PolicySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = opa_engine.push
    decision = source.policies / "luling" / "decision.rego"
    decision.write_text("package luling.decision\n\nanswer := nothing(1)\n", encoding="utf-8")
    broken = source.read()

    async def once(client: object, policies: object, entrypoints: object) -> None:
        if policies is not broken:
            raise OSError("gone")
        await real(client, policies, entrypoints)

    monkeypatch.setattr(opa_engine, "push", once)
    with pytest.raises(PolicyError, match="nothing"):
        await engine.load(broken)
    with pytest.raises(EngineError, match="holds no policy set"):
        await engine.evaluate(OBTAIN)
    monkeypatch.undo()
    engine._repushed = float("-inf")
    assert (await answered_again(engine))["effect"] == "permit"


async def test_a_function_may_change_its_arguments(engine: OpaEngine, source: PolicySource) -> None:
    for name in ("decision", "words"):
        path = source.policies / "luling" / f"{name}.rego"
        text = path.read_text(encoding="utf-8")
        text = text.replace("words.reason(_effect, ", 'words.reason("x", _effect, ').replace(
            "reason(kind, ", "reason(_, kind, "
        )
        path.write_text(text, encoding="utf-8")
    await engine.load(source.read())
    assert (await engine.evaluate(OBTAIN))["effect"] == "permit"


async def test_evaluations_wait_while_policies_are_pushed(
    engine: OpaEngine, source: PolicySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pushing = opa_engine.push, asyncio.Event()

    async def slowly(client: object, policies: object, entrypoints: object) -> None:
        pushing.set()
        await asyncio.sleep(0.2)
        await real(client, policies, entrypoints)

    monkeypatch.setattr(opa_engine, "push", slowly)
    decision = source.policies / "luling" / "decision.rego"
    decision.write_text('package luling.decision\n\nanswer := {"effect": "refer"}\n', encoding="utf-8")
    load = asyncio.create_task(engine.load(source.read()))
    await pushing.wait()
    answers = await asyncio.gather(*(engine.evaluate(OBTAIN) for _ in range(20)))
    assert [answer["effect"] for answer in answers] == ["refer"] * 20
    await load


async def test_no_answer_of_a_half_pushed_set_gets_out(engine: OpaEngine, source: PolicySource) -> None:
    """Answers while sets alternate: each is wholly of one set."""
    decision = source.policies / "luling" / "decision.rego"
    first = source.read()
    decision.write_text('package luling.decision\n\nanswer := {"effect": "refer", "reasons": []}\n', encoding="utf-8")
    second = source.read()
    stop, seen = asyncio.Event(), set[str]()

    async def ask() -> None:
        while not stop.is_set():
            seen.add(json.dumps(await engine.evaluate(OBTAIN), sort_keys=True))

    asking = [asyncio.create_task(ask()) for _ in range(4)]
    for policies in (second, first) * 3:
        await engine.load(policies)
        await asyncio.sleep(0.02)
    stop.set()
    await asyncio.gather(*asking)
    assert len(seen) == 2


async def test_one_connection_is_used_again(engine: OpaEngine) -> None:
    for _ in range(5):
        await engine.evaluate(OBTAIN)
    assert engine._client is not None
    connections = engine._client._connector._conns
    assert sum(len(waiting) for waiting in connections.values()) == 1

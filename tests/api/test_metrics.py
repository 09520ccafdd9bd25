"""Figures for operators, counted by real requests."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from luling.policy.engine import EngineError
from tests.platforms import Platforms
from tests.samples import contract_request

EVALUATION = "/access/v1/evaluation"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def figures(client: TestClient) -> dict[tuple[str, str], float]:
    """Every sample, by its name and the value of its only label besides the process, which all of them name."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    found = {}
    for family in text_string_to_metric_families(response.text):
        for sample in family.samples:
            labels = dict(sample.labels)
            assert labels.pop("process") == str(os.getpid())
            if len(labels) < 2:
                found[sample.name, next(iter(labels.values()), "")] = sample.value
    return found


def grown(client: TestClient, before: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    return {name: value - before.get(name, 0) for name, value in figures(client).items() if value != before.get(name)}


def test_decisions_are_counted_by_effect_and_by_where_they_came_from(client: TestClient) -> None:
    client.app.state.point.memory.clear()  # type: ignore[attr-defined]
    before = figures(client)
    for _ in range(3):
        assert client.post(EVALUATION, json=contract_request()).status_code == 200
    items = [{}, {"action": {"name": "steal"}}]
    assert client.post(EVALUATION + "s", json=contract_request() | {"evaluations": items}).status_code == 200
    changed = grown(client, before)
    assert changed["luling_decisions_total", "refer"] == 4
    assert changed["luling_decisions_total", "error"] == 1
    assert changed["luling_memory_requests_total", "hit"] == 3
    assert changed["luling_memory_requests_total", "miss"] == 1
    assert changed["luling_evaluation_seconds_count", "evaluation"] == 3
    assert changed["luling_evaluation_seconds_count", "evaluations"] == 1
    assert figures(client)["luling_memory_entries", ""] == 1


def test_what_is_in_force_and_how_the_log_is_are_shown(client: TestClient) -> None:
    text = client.get("/metrics").text
    revision = client.app.state.point.status.revision  # type: ignore[attr-defined]
    assert f'revision="{revision}"' in text
    assert 'engine="regorus"' in text
    assert figures(client)["luling_policy_stale", ""] == 0


def test_a_call_without_an_answer_is_counted_by_its_reason(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> dict[str, Any]:
        raise EngineError("on fire")

    client.app.state.point.memory.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr(client.app.state.point.store.engine, "evaluate", broken)  # type: ignore[attr-defined]
    before = figures(client)
    assert client.post(EVALUATION, json=contract_request()).status_code == 503
    assert grown(client, before)["luling_failures_total", "EngineError"] == 1


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_body_in_pieces_is_read_whole(client: TestClient, size: int) -> None:
    body = json.dumps(contract_request()).encode()
    pieces = (body[place : place + size] for place in range(0, len(body), size))
    response = client.post(EVALUATION, content=pieces, headers=JSON)
    assert response.status_code == 200, response.text
    assert response.json()["context"]["effect"] == "refer"


def test_a_client_that_goes_away_gets_no_answer(client: TestClient) -> None:
    sent: list[Any] = []
    messages = iter([{"type": "http.request", "body": b'{"sub', "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"testserver")]
    scope = {"type": "http", "method": "POST", "path": EVALUATION, "raw_path": EVALUATION.encode(), "root_path": ""}
    scope |= {"headers": headers, "query_string": b"", "scheme": "http", "server": ("testserver", 80), "client": None}

    async def call() -> None:
        await asyncio.wait_for(client.app(scope | {"http_version": "1.1"}, receive, send), 10)  # type: ignore[arg-type]

    assert client.portal is not None
    client.portal.call(call)
    assert sent == []

"""Runs every scenario of `features/` through the HTTP interface, on every engine (`--engine`)."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from starlette.testclient import TestClient

from luling.decision.knowledge import Knowledge
from tests.features.wording import EFFECTS, Wording

scenarios("../../features")

NOW = "2026-11-23T09:00:00+08:00"


class Exchange:
    """One request of a platform and the answer to it."""

    def __init__(self, wording: Wording, regulation: str, area: str) -> None:
        self.wording = wording
        self.regulation = regulation
        self.request: dict[str, Any] = {
            "subject": {"type": "organization", "id": "unit-a", "properties": {"jurisdiction": area}},
            "action": {"properties": {}},
            "resource": {
                "type": "data_resource",
                "id": "data-1",
                "properties": {"regulation": regulation, "jurisdiction": area},
            },
            "context": {"time": NOW},
        }
        self.answer: dict[str, Any] = {}

    def set(self, path: str, value: Any) -> None:
        *parents, name = path.split(".")
        holder = self.request
        for parent in parents:
            holder = holder.setdefault(parent, {})
        holder[name] = value

    def remove(self, path: str) -> None:
        *parents, name = path.split(".")
        holder = self.request
        for parent in parents:
            holder = holder.get(parent, {})
        holder.pop(name, None)

    def say(self, label: str, text: str) -> None:
        path, spec = self.wording.fact(label)
        self.set(path, self.wording.value(spec, text))

    def add(self, part: str, **labelled: str) -> None:
        """Adds an approval or agreement from labelled texts."""
        item = {}
        for label, text in labelled.items():
            path, spec = self.wording.fact(label)
            item[path.rsplit(".", 1)[-1]] = self.wording.value(spec, text)
        self.request["context"].setdefault(part, []).append(item)

    @property
    def context(self) -> dict[str, Any]:
        return self.answer["context"]

    def cited(self, part: str, text: str, eid: str) -> list[dict[str, Any]]:
        codes, citation = self.wording.codes(text), self.wording.citation(eid)
        return [one for one in self.context[part] if one["code"] in codes and one["article"] == citation]

    def step(self, text: str) -> dict[str, Any]:
        codes = self.wording.codes(text)
        steps = [step for step in self.context["next_steps"] if step["code"] in codes]
        assert len(steps) == 1, f'下一步"{text}"应有一项: {self.context["next_steps"]}'
        return steps[0]


@given(parsers.parse('一项按"{regulation}"提出的请求'), target_fixture="exchange")
def _request_under(regulation: str, knowledge: Knowledge) -> Exchange:
    found = [one for one in knowledge.regulations.values() if regulation in (one.id, one.title.zh)]
    assert found, f'没有法规"{regulation}"'
    return Exchange(Wording(knowledge, found[0]), found[0].id, found[0].jurisdiction.codes[0])


@given("事实如下")
def _facts(exchange: Exchange, datatable: list[list[str]]) -> None:
    for label, text in datatable:
        exchange.say(label, text)


@given(parsers.re(r'行为是"(?P<action>[^"]+)"'))
def _action(exchange: Exchange, action: str) -> None:
    exchange.request["action"]["name"] = exchange.wording.action(action)


@given(parsers.re(r'资源是"(?P<kind>[^"]+)"'))
def _resource(exchange: Exchange, kind: str) -> None:
    exchange.request["resource"]["type"] = exchange.wording.resource_type(kind)


@given(parsers.re(r'"(?P<label>[^"]+)"是"(?P<text>[^"]*)"'))
def _fact(exchange: Exchange, label: str, text: str) -> None:
    exchange.say(label, text)


@given(parsers.re(r'未说明"(?P<label>[^"]+)"'))
def _absent(exchange: Exchange, label: str) -> None:
    exchange.remove(exchange.wording.fact(label)[0])


@given(parsers.re(r'有"(?P<by>[^"]+)"关于"(?P<act>[^"]+)"的批准(, 结果是"(?P<outcome>[^"]+)")?'))
def _approval(exchange: Exchange, by: str, act: str, outcome: str | None) -> None:
    exchange.add("approvals", 批准机关=by, 批准事项=act, **({"批准结果": outcome} if outcome else {}))


@given(parsers.re(r'与"(?P<other>[^"]+)"签有"(?P<kind>[^"]+)"'))
def _agreement(exchange: Exchange, other: str, kind: str) -> None:
    exchange.add("agreements", 协议相对方=other, 协议种类=kind)


@given("批准如下")
def _approvals(exchange: Exchange, datatable: list[list[str]]) -> None:
    _rows(exchange, "approvals", datatable)


@given("协议如下")
def _agreements(exchange: Exchange, datatable: list[list[str]]) -> None:
    _rows(exchange, "agreements", datatable)


def _rows(exchange: Exchange, part: str, table: list[list[str]]) -> None:
    header, *rows = table
    for row in rows:
        exchange.add(part, **{label: text for label, text in zip(header, row, strict=True) if text})


@when("平台请求裁决")
def _decide(exchange: Exchange, platform: TestClient) -> None:
    response = platform.post("/access/v1/evaluation", json=copy.deepcopy(exchange.request))
    assert response.status_code == 200, response.text
    exchange.answer = response.json()


@then(parsers.re(r'裁决是"(?P<effect>[^"]+)"'))
def _effect(exchange: Exchange, effect: str) -> None:
    assert exchange.context["effect"] == EFFECTS[effect], exchange.context
    assert exchange.answer["decision"] is (effect == "允许")


@then(parsers.re(r'理由"(?P<text>[^"]+)"依据"(?P<eid>[^"]+)"'))
def _reason(exchange: Exchange, text: str, eid: str) -> None:
    assert exchange.cited("reasons", text, eid), exchange.context["reasons"]


@then(parsers.re(r'没有理由"(?P<text>[^"]+)"'))
def _no_reason(exchange: Exchange, text: str) -> None:
    codes = exchange.wording.codes(text)
    assert not [one for one in exchange.context["reasons"] if one["code"] in codes], exchange.context["reasons"]


@then(parsers.re(r'义务"(?P<text>[^"]+)"依据"(?P<eid>[^"]+)"'))
def _obligation(exchange: Exchange, text: str, eid: str) -> None:
    assert exchange.cited("obligations", text, eid), exchange.context["obligations"]


@then(parsers.re(r'下一步"(?P<text>[^"]+)"由"(?P<to>[^"]+)"办理, 依据"(?P<eid>[^"]+)"'))
def _step(exchange: Exchange, text: str, to: str, eid: str) -> None:
    role = exchange.wording.role(to)
    steps = [step for step in exchange.cited("next_steps", text, eid) if step["to"] == role]
    assert steps, exchange.context["next_steps"]


@then(parsers.re(r'下一步"(?P<text>[^"]+)"的期限是"(?P<deadline>[^"]+)"'))
def _deadline(exchange: Exchange, text: str, deadline: str) -> None:
    expected = exchange.wording.deadline(deadline)
    found = exchange.step(text)["deadline"]
    assert {key: found.get(key) for key in expected} == expected


@then(parsers.re(r'下一步"(?P<text>[^"]+)"的到期日是"(?P<due>[^"]+)"'))
def _due(exchange: Exchange, text: str, due: str) -> None:
    assert exchange.step(text)["deadline"].get("due") == due


@then("没有下一步")
def _no_step(exchange: Exchange) -> None:
    assert exchange.context["next_steps"] == []


@then(parsers.re(r'从"(?P<start>[^"]+)"起算, "(?P<title>[^"]+)"的到期日是"(?P<due>[^"]+)"'))
def _legal_due_date(exchange: Exchange, platform: TestClient, start: str, title: str, due: str) -> None:
    found = _legal_deadline(exchange, platform, start, title)
    assert found["due"] == ("undetermined" if due == "待定" else due), found


@then(parsers.re(r'从"(?P<start>[^"]+)"起算, "(?P<title>[^"]+)"的期限是"(?P<deadline>[^"]+)", 依据"(?P<eid>[^"]+)"'))
def _legal_period(exchange: Exchange, platform: TestClient, start: str, title: str, deadline: str, eid: str) -> None:
    expected = exchange.wording.deadline(deadline) | {"article": exchange.wording.citation(eid)}
    found = _legal_deadline(exchange, platform, start, title)
    assert {key: found.get(key) for key in expected} == expected


def _legal_deadline(exchange: Exchange, platform: TestClient, start: str, title: str) -> dict[str, Any]:
    """The deadline of the regulation with this Chinese title, as the service gives it for a start."""
    path = f"/v1/regulations/{exchange.regulation}/deadlines"
    norms = {norm["title"]["zh"]: norm["norm"] for norm in platform.get(path).json()["deadlines"]}
    assert title in norms, f'没有期限"{title}"'
    response = platform.get(f"{path}/{norms[title]}", params={"start": start})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@then(parsers.re(r'缺少的事实是"(?P<labels>[^"]+)"'))
def _missing(exchange: Exchange, labels: str) -> None:
    expected = {exchange.wording.fact(label)[0] for label in labels.split("、")}
    assert set(exchange.context["missing"]) == expected


@pytest.fixture
def exchange() -> Exchange:
    raise AssertionError('情景须以"一项按…提出的请求"开始')

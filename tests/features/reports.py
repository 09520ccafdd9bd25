"""Steps of the features about reports and recurring duties, over HTTP: decisions that are recorded, and what is counted
of them afterwards."""

from __future__ import annotations

import copy
import uuid
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from luling.decision.knowledge import Knowledge
from luling.register import reading
from luling.register.reading import ORGANIZATION
from luling.register.tables import Subject


class Reckoning:
    """Units that provide and use data under one regulation, and what is reported of them in the running year."""

    def __init__(self, service: TestClient, knowledge: Knowledge) -> None:
        self._service = service
        self._knowledge = knowledge
        self._mark = uuid.uuid4().hex[:8]  # the register is shared: no scenario counts another's units
        self._units: dict[str, str] = {}
        self.exchange: Any = None
        self.report: dict[str, Any] = {}
        self.duties: list[dict[str, Any]] = []

    def register(self, exchange: Any, provider: str) -> None:
        self.exchange = exchange
        vocabulary = self._knowledge.vocabulary
        request = exchange.request
        for part in ("subject", "resource"):
            request[part]["id"] = f"{request[part]['id']}-{self._mark}"
        request["context"].pop("time", None)  # decided, and so recorded, now
        resource = request["resource"]
        self._units[provider] = f"provider-{self._mark}"
        resource["properties"]["provider"] = self._units[provider]
        body = {"name": "一项数据", "properties": resource["properties"]}
        book = self._service.app.state.book  # type: ignore[attr-defined]
        with book.database.session() as session:
            recorded = reading.resource((resource["type"], resource["id"]), body, vocabulary)
            book.register.put(session, recorded, "features")
            known = Subject(type=ORGANIZATION, id=self._units[provider], name=provider)
            book.register.put(session, known, "features")

    def decide(self, times: int) -> None:
        for _ in range(times):
            response = self._service.post("/access/v1/evaluation", json=copy.deepcopy(self.exchange.request))
            assert response.status_code == 200, response.text
            assert response.json()["decision"] is True, response.json()

    def find(self, unit: str, conduct: str) -> None:
        spec = self._knowledge.vocabulary.forms["findings"]["conduct"].items
        assert spec is not None
        codes = {words.zh: code for code, words in spec.values.items()}
        asked = {
            "regulation": self.exchange.regulation,
            "actor": {"id": self._units[unit]},
            "conduct": [codes[conduct]],
        }
        response = self._service.post("/v1/findings", json=asked)
        assert response.status_code == 200, response.text

    def make(self, title: str, **weights: str) -> None:
        path = f"/v1/reports/{self.exchange.regulation}"
        known = {one["title"]["zh"]: one for one in self._service.get(path).json()["reports"]}
        assert title in known, f'没有报告"{title}"'
        criteria = {one["title"]["zh"]: one["id"] for one in known[title]["criteria"]}
        asked = [("report", known[title]["report"]), *(("weight", f"{criteria[k]}:{v}") for k, v in weights.items())]
        response = self._service.get(path, params=asked)
        assert response.status_code == 200, response.text
        self.report = response.json()

    def figure(self, unit: str, title: str) -> Any:
        [row] = [one for one in self.report["units"] if one["id"] == self._units[unit]]
        [place] = [
            (criterion["id"], one["id"])
            for criterion in self.report["criteria"]
            for one in criterion["measures"]
            if one["title"]["zh"] == title
        ]
        return row["figures"][place[0]][place[1]]["value"]

    def ask_duties(self, first: str, last: str) -> None:
        asked = {"regulation": self.exchange.regulation, "from": first, "to": last}
        self.duties = self._service.get("/v1/duties", params=asked).json()["duties"]

    def duty(self, title: str, period: str | None) -> list[dict[str, Any]]:
        return [
            one
            for one in self.duties
            if one["title"]["zh"] == title and (one["period"]["zh"] if one["period"] else None) == period
        ]


@pytest.fixture
def reckoning(recording_platform: TestClient, knowledge: Knowledge) -> Reckoning:
    return Reckoning(recording_platform, knowledge)


@given(parsers.re(r'登记簿有"(?P<provider>[^"]+)"提供的此项数据'))
def _registered(reckoning: Reckoning, exchange: Any, provider: str) -> None:
    reckoning.register(exchange, provider)


@when(parsers.re(r"平台请求裁决(?P<times>\d+)次"))
def _decided(reckoning: Reckoning, times: str) -> None:
    reckoning.decide(int(times))


@when(parsers.re(r'认定"(?P<unit>[^"]+)"有行为"(?P<conduct>[^"]+)"'))
def _found(reckoning: Reckoning, unit: str, conduct: str) -> None:
    reckoning.find(unit, conduct)


@when(parsers.re(r'编制报告"(?P<title>[^"]+)"(, 权重"(?P<criterion>[^"]+)"为"(?P<weight>[^"]+)")?$'))
def _made(reckoning: Reckoning, title: str, criterion: str | None, weight: str | None) -> None:
    reckoning.make(title, **({criterion: weight} if criterion and weight else {}))


@when(parsers.re(r'查询"(?P<first>[^"]+)"到"(?P<last>[^"]+)"的定期事项'))
def _asked(reckoning: Reckoning, first: str, last: str) -> None:
    reckoning.ask_duties(first, last)


@then(parsers.re(r'报告由"(?P<by>[^"]+)"编制(, 报送"(?P<to>[^"]+)")?, 依据"(?P<eid>[^"]+)"'))
def _report_by(reckoning: Reckoning, by: str, to: str | None, eid: str) -> None:
    report = reckoning.report
    assert report["article"] == reckoning.exchange.wording.citation(eid)
    assert report["by"]["title"]["zh"] == by
    assert "、".join(one["title"]["zh"] for one in report["to"]) == (to or "")


@then(parsers.re(r'报告的指标是"(?P<titles>[^"]+)"'))
def _criteria(reckoning: Reckoning, titles: str) -> None:
    assert [one["title"]["zh"] for one in reckoning.report["criteria"]] == titles.split("、")


@then(parsers.re(r'"(?P<unit>[^"]+)"的"(?P<title>[^"]+)"是"(?P<value>\d+)"$'))
def _figure(reckoning: Reckoning, unit: str, title: str, value: str) -> None:
    assert reckoning.figure(unit, title) == int(value)


@then(parsers.re(r'"(?P<unit>[^"]+)"的"(?P<title>[^"]+)"没有数据'))
def _no_figure(reckoning: Reckoning, unit: str, title: str) -> None:
    assert reckoning.figure(unit, title) is None


@then(parsers.re(r'指标"(?P<title>[^"]+)"没有数据'))
def _no_data(reckoning: Reckoning, title: str) -> None:
    assert any(title in note["zh"] and "没有数据" in note["zh"] for note in reckoning.report["notes"])
    [criterion] = [one for one in reckoning.report["criteria"] if one["title"]["zh"] == title]
    assert {unit["scores"][criterion["id"]] for unit in reckoning.report["units"]} == {None}


@then("报告不计分")
def _unscored(reckoning: Reckoning) -> None:
    assert reckoning.report["scored"] is False
    assert not any("score" in unit for unit in reckoning.report["units"])


@then("结果须公布")
def _published(reckoning: Reckoning) -> None:
    assert reckoning.report["published"] is True


@then("报告说明权重由评估者给出")
def _weights(reckoning: Reckoning) -> None:
    assert any("权重由评估者给出" in note["zh"] for note in reckoning.report["notes"])


@then(parsers.re(r'"(?P<title>[^"]+)"在"(?P<period>[^"]+)", 由"(?P<by>[^"]+)"办理, 依据"(?P<eid>[^"]+)"'))
def _duty(reckoning: Reckoning, title: str, period: str, by: str, eid: str) -> None:
    [found] = reckoning.duty(title, period)
    assert found["by"]["title"]["zh"] == by
    assert found["article"] == reckoning.exchange.wording.citation(eid)


@then(parsers.re(r'"(?P<title>[^"]+)"在"(?P<period>[^"]+)"的"(?P<term>[^"]+)", 针对"(?P<about>[^"]+)"'))
def _term(reckoning: Reckoning, title: str, period: str, term: str, about: str) -> None:
    [found] = reckoning.duty(title, period)
    assert (found["term"]["zh"], found["about"]["zh"]) == (term, about)


@then(parsers.re(r'"(?P<title>[^"]+)"不在"(?P<period>[^"]+)"'))
def _no_duty(reckoning: Reckoning, title: str, period: str) -> None:
    assert reckoning.duty(title, period) == []


@then(parsers.re(r'"(?P<title>[^"]+)"由"(?P<by>[^"]+)"办理, 没有写明间隔, 依据"(?P<eid>[^"]+)"'))
def _regularly(reckoning: Reckoning, title: str, by: str, eid: str) -> None:
    [found] = reckoning.duty(title, None)
    assert found["by"]["title"]["zh"] == by
    assert found["article"] == reckoning.exchange.wording.citation(eid)
    assert found["every"] is None


# pytest-bdd keeps a step as a name of the module in which it was written; whoever imports all of this has the steps.
__all__ = ["reckoning", *(name for name in dir() if name.startswith("pytestbdd"))]

"""Steps of the features about catalogue entries, over HTTP: an entry in Chinese words, and the problems found in it."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from luling.decision.knowledge import Knowledge
from tests.features.wording import Wording

NOW = "2026-11-23T09:00:00+08:00"
SEVERITIES = {"违反": "violation", "提醒": "warning"}


class Catalogue:
    """One entry, further ones beside it, and what the check of all of them says of the first."""

    def __init__(self, wording: Wording, regulation: str) -> None:
        self.wording = wording
        self.regulation = regulation
        self.entry: dict[str, Any] = {"编号": "1"}
        self.others: list[dict[str, Any]] = []
        self.now = NOW
        self.problems: list[dict[str, Any]] = []

    def check(self, platform: TestClient) -> None:
        entries = [self.entry, *self.others]
        asked = {"entries": entries, "regulation": self.regulation, "time": self.now}
        response = platform.post("/v1/catalogue/checks", json=asked)
        assert response.status_code == 200, response.text
        self.problems = [problem for problem in response.json()["problems"] if problem["index"] == 0]


@given(parsers.parse('一条按"{regulation}"登记的条目'), target_fixture="catalogue")
def _entry_under(regulation: str, knowledge: Knowledge) -> Catalogue:
    found = [one for one in knowledge.regulations.values() if regulation in (one.id, one.title.zh)]
    assert found, f'没有法规"{regulation}"'
    return Catalogue(Wording(knowledge, found[0]), found[0].id)


@given("条目标明如下")
def _states(catalogue: Catalogue, datatable: list[list[str]]) -> None:
    for label, text in datatable:
        _state(catalogue, label, text)


@given(parsers.re(r'条目的"(?P<label>[^"]+)"是"(?P<text>[^"]*)"'))
def _state(catalogue: Catalogue, label: str, text: str) -> None:
    # The words go over the wire as they are: that they are understood is part of the test.
    catalogue.entry[catalogue.wording.column(label)] = text


@given(parsers.re(r'条目没有标明"(?P<label>[^"]+)"'))
def _omits(catalogue: Catalogue, label: str) -> None:
    catalogue.entry.pop(catalogue.wording.column(label), None)


@given(parsers.re(r'另有同名条目由"(?P<provider>[^"]+)"提供'))
def _another(catalogue: Catalogue, provider: str) -> None:
    catalogue.others.append({**catalogue.entry, "编号": "2", "提供单位": provider})


@given(parsers.re(r'检查的时间是"(?P<day>[^"]+)"'))
def _on(catalogue: Catalogue, day: str) -> None:
    catalogue.now = f"{day}T09:00:00+08:00"


@when("检查目录")
def _check(catalogue: Catalogue, platform: TestClient) -> None:
    catalogue.check(platform)


@then(
    parsers.re(
        r'"(?P<label>[^"]+)"有(?P<severity>违反|提醒)"(?P<text>[^"]+)", 依据"(?P<eid>[^"]+)"',
    )
)
def _problem(catalogue: Catalogue, label: str, severity: str, text: str, eid: str) -> None:
    codes, citation = catalogue.wording.codes(text), catalogue.wording.citation(eid)
    found = [
        problem
        for problem in catalogue.problems
        if problem["code"] in codes
        and problem["article"] == citation
        and problem["severity"] == SEVERITIES[severity]
        and problem["column"] == label
    ]
    assert found, catalogue.problems


@then(parsers.re(r'"(?P<label>[^"]+)"不能读取'))
def _unreadable(catalogue: Catalogue, label: str) -> None:
    found = [problem for problem in catalogue.problems if problem["code"] == "unreadable"]
    assert [problem["column"] for problem in found] == [label]


@then("条目没有问题")
def _none(catalogue: Catalogue) -> None:
    assert catalogue.problems == []


# pytest-bdd keeps a step as a name of the module in which it was written; whoever imports all of this has the steps.
__all__ = [name for name in dir() if name.startswith("pytestbdd")]

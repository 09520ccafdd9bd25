"""The steps of findings: a report of conduct, sent to the service, and what the service finds."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from luling.compliance.findings import FORM
from luling.decision.knowledge import Knowledge
from luling.law.regulation import Regulation
from tests.features.wording import Wording, labels

NOW = "2026-11-23T09:00:00+08:00"
_AGAINST = {"单位": "unit", "领导": "leader", "责任人员": "persons"}
_NOBODY = "条文未写明的机关"


class Report:
    """One report of conduct and the answer to it."""

    def __init__(self, knowledge: Knowledge, regulation: Regulation) -> None:
        self.wording = Wording(knowledge, regulation)
        self._labels = dict(labels(knowledge.vocabulary.forms[FORM], FORM))
        self.sent: dict[str, Any] = {"regulation": regulation.id, "time": NOW}
        self.answer: dict[str, Any] = {}

    def path(self, label: str) -> str:
        assert label in self._labels, f'词汇表没有"{label}"'
        return self._labels[label][0].removeprefix(f"{FORM}.")

    def say(self, label: str, text: str) -> None:
        *parents, name = self.path(label).split(".")
        holder = self.sent
        for parent in parents:
            holder = holder.setdefault(parent, {})
        holder[name] = self.wording.value(self._labels[label][1], text)

    def leave_out(self, label: str) -> None:
        *parents, name = self.path(label).split(".")
        holder = self.sent
        for parent in parents:
            holder = holder.get(parent, {})
        holder.pop(name, None)

    def finding(self, conduct: str, eid: str) -> dict[str, Any]:
        citation = self.wording.citation(eid)
        found = [
            one for one in self.answer["findings"] if one["message"]["zh"] == conduct and one["article"] == citation
        ]
        assert len(found) == 1, f'"{conduct}"应有一项依据{eid}的认定: {self.answer["findings"]}'
        return found[0]

    def measures(self, text: str) -> list[dict[str, Any]]:
        return [
            measure
            for finding in self.answer["findings"]
            for measure in finding["measures"]
            if measure["message"]["zh"] == text
        ]


@given(parsers.parse('一份按"{regulation}"提出的行为报告'), target_fixture="report")
def _report_under(regulation: str, knowledge: Knowledge) -> Report:
    found = [one for one in knowledge.regulations.values() if regulation in (one.id, one.title.zh)]
    assert found, f'没有法规"{regulation}"'
    return Report(knowledge, found[0])


@given("报告载明")
def _stated(report: Report, datatable: list[list[str]]) -> None:
    for label, text in datatable:
        report.say(label, text)


@given(parsers.re(r'报告的"(?P<label>[^"]+)"是"(?P<text>[^"]*)"'))
def _said(report: Report, label: str, text: str) -> None:
    report.say(label, text)


@given("尚未责令改正")
def _not_ordered(report: Report) -> None:
    report.sent["ordered"] = {}


@given(parsers.re(r'报告未载明"(?P<label>[^"]+)"'))
def _unsaid(report: Report, label: str) -> None:
    report.leave_out(label)


@when("平台请求认定")
def _find(report: Report, platform: TestClient) -> None:
    response = platform.post("/v1/findings", json=copy.deepcopy(report.sent))
    assert response.status_code == 200, response.text
    report.answer = response.json()


@then(parsers.re(r'"(?P<conduct>[^"]+)"属于"(?P<eid>[^"]+)"(, 违反"(?P<duty>[^"]+)")?'))
def _falls_under(report: Report, conduct: str, eid: str, duty: str | None) -> None:
    finding = report.finding(conduct, eid)
    assert not duty or report.wording.citation(duty) in finding["duties"], finding


@then(parsers.re(r'"(?P<conduct>[^"]+)"不属于"(?P<eid>[^"]+)"'))
def _not_under(report: Report, conduct: str, eid: str) -> None:
    citation = report.wording.citation(eid)
    found = [one for one in report.answer["findings"] if one["message"]["zh"] == conduct]
    assert citation not in [one["article"] for one in found], found


@then(parsers.re(r'现应由"(?P<by>[^"]+)"对"(?P<against>[^"]+)"作出"(?P<text>[^"]+)", 依据"(?P<eid>[^"]+)"'))
def _due(report: Report, by: str, against: str, text: str, eid: str) -> None:
    expected = {
        "by": None if by == _NOBODY else report.wording.role(by),
        "against": [_AGAINST[one] for one in against.split("、")],
        "article": report.wording.citation(eid),
        "status": "due",
    }
    measures = [measure for measure in report.measures(text) if measure["article"] == expected["article"]]
    assert measures, report.answer["findings"]
    assert all({key: measure[key] for key in expected} == expected for measure in measures), measures


@then(parsers.re(r'"(?P<text>[^"]+)"尚待"(?P<condition>[^"]+)", 依据"(?P<eid>[^"]+)"'))
def _not_yet(report: Report, text: str, condition: str, eid: str) -> None:
    citation = report.wording.citation(eid)
    measures = [measure for measure in report.measures(text) if measure["article"] == citation]
    assert measures, report.answer["findings"]
    assert all(measure["status"] == "not_yet" and measure["condition"]["zh"] == condition for measure in measures), (
        measures
    )


@then(parsers.re(r'不再有"(?P<text>[^"]+)"'))
def _no_measure(report: Report, text: str) -> None:
    assert report.measures(text) == []


@then("没有认定")
def _nothing(report: Report) -> None:
    assert report.answer["findings"] == []


@then("没有规定后果")
def _no_consequence(report: Report) -> None:
    assert report.answer["findings"]
    assert [one for one in report.answer["findings"] if one["measures"]] == []


@then(parsers.re(r'提示"(?P<text>[^"]+)"依据"(?P<eid>[^"]+)"'))
def _notice(report: Report, text: str, eid: str) -> None:
    expected = (text, report.wording.citation(eid))
    assert expected in [(one["message"]["zh"], one["article"]) for one in report.answer["notices"]], report.answer


@then(parsers.re(r'尚须查明"(?P<facts>[^"]+)"'))
def _asked(report: Report, facts: str) -> None:
    expected = set() if facts == "无" else {report.path(label) for label in facts.split("、")}
    assert set(report.answer["missing"]) == expected


@pytest.fixture
def report() -> Report:
    raise AssertionError('情景须以"一份按…提出的行为报告"开始')

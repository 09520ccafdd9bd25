"""Steps of the features about procedures, over HTTP: a case opened about a request, acts in it, and its deadlines."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from luling.decision.knowledge import Knowledge
from luling.law.calendar import ZONE
from luling.register.reading import ORGANIZATION
from luling.register.tables import Subject
from tests.features.wording import Wording

OPENED_ON = "2026-11-23"
STATES = {"进行中": "running", "将届满": "warned", "已按期": "met", "已逾期": "missed"}


class Casework:
    """One case about a request, and what the service answered last."""

    def __init__(self, platform: TestClient, wording: Wording, knowledge: Knowledge) -> None:
        self._platform = platform
        self.wording = wording
        self._knowledge = knowledge
        self._mark = uuid.uuid4().hex[:8]  # the register is shared: no scenario sees another's approvals
        self.regulation = ""
        self._known: dict[str, dict[str, str]] = {}  # what the register is told of authorities
        self.case: dict[str, Any] = {}
        self.status = 0
        self.answer: dict[str, Any] = {}
        self.set_day(OPENED_ON)

    def set_day(self, day: str) -> None:
        noon = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), ZONE)
        self._platform.app.state.procedures.clock = lambda: noon  # type: ignore[attr-defined]

    def know(self, role: str, path: str, value: str) -> None:
        """Have the register know a property of the organisation that acts as an authority."""
        self._known.setdefault(role, {})[path.rsplit(".", 1)[-1]] = value

    def open(self, exchange: Any, kind: str, inputs: list[str], by: str | None = None, act: str | None = None) -> None:
        self.regulation = exchange.regulation
        request = exchange.request
        for part in ("subject", "resource"):  # of a scenario's second case they are those of the first
            request[part]["id"] = f"{request[part]['id'].removesuffix(f'-{self._mark}')}-{self._mark}"
        request["resource"]["properties"]["provider"] = self._party("holder")
        # The register is asked as it is now: the approval of this case is not yet there at a fixed time.
        request["context"].pop("time", None)
        self._applicant = request["subject"]["id"]
        kinds = {words.zh: name for name, words in self._words.kinds.items()}
        body = {
            "kind": kinds[kind],
            "regulation": self.regulation,
            "organization": self._organization(by) if by else self._applicant,
            "inputs": self._inputs(inputs),
            **(self._opening(act) if act else {}),
            **{part: request[part] for part in ("subject", "resource", "context")},
        }
        self._sent("/v1/cases", body)
        if self.status == 201:
            self.case = self.answer

    def act(self, by: str, title: str, inputs: list[str]) -> None:
        body = {"act": self._act(title), "organization": self._organization(by), "inputs": self._inputs(inputs)}
        self._sent(f"/v1/cases/{self.case['id']}/acts", body)
        if self.status == 200:
            self.case = self.answer

    def deadline(self, title: str, day: str) -> dict[str, Any]:
        at = f"{day}T12:00:00+08:00"
        asked = {"regulation": self.regulation, "at": at, "limit": 1000}
        found = self._platform.get("/v1/deadlines", params=asked).json()["deadlines"]
        ours = [one for one in found if one["case"] == self.case["id"] and one["title"]["zh"] == title]
        assert len(ours) == 1, found
        return dict(ours[0])

    def act_words(self, names: list[str]) -> set[str]:
        return {act.zh for name, act in self._acts.items() if name in names}

    @property
    def _words(self) -> Any:
        assert self._knowledge.procedure_words is not None
        return self._knowledge.procedure_words

    @property
    def _procedure(self) -> Any:
        return self._knowledge.procedures[self.regulation].procedures[self.case["procedure"]["id"]]

    @property
    def _acts(self) -> Any:
        return self._procedure.acts

    def _act(self, title: str) -> str:
        found = [name for name, act in self._acts.items() if act.zh == title]
        assert len(found) == 1, f'程序没有行为"{title}"'
        return str(found[0])

    def _opening(self, title: str) -> dict[str, str]:
        file = self._knowledge.procedures[self.regulation]
        found = [(name, act) for name, one in file.procedures.items() for act in one.acts if one.acts[act].zh == title]
        assert len(found) == 1, f'没有行为"{title}"'
        return dict(zip(("procedure", "act"), found[0], strict=True))

    def _inputs(self, labels: list[str]) -> dict[str, str]:
        names = {words.zh: name for name, words in self._words.inputs.items()}
        stated = (label.partition("为") for label in labels)
        return {names[label]: text or f"{label}如附件" for label, _, text in stated}

    def _party(self, party: str) -> str:
        return self._applicant if party == "applicant" else f"holder-{self._mark}"

    def _organization(self, name: str) -> str:
        """The organisation that acts: a party of the case, or an authority, which the register then knows."""
        role = self.wording.role(name)
        parties = dict(self._words.parties)
        if self.case:
            parties |= self._procedure.parties
        for party, party_role in parties.items():
            if party_role == role:
                return self._party(party)
        organization = f"{role}-{self._mark}"
        book = self._platform.app.state.book  # type: ignore[attr-defined]
        with book.database.session() as session:
            known = Subject(
                type=ORGANIZATION,
                id=organization,
                properties=self._known.get(role, {}),
                roles={self.regulation: [role]},
            )
            book.register.put(session, known, "features")
        return organization

    def _sent(self, path: str, body: dict[str, Any]) -> None:
        response = self._platform.post(path, json=body)
        self.status, self.answer = response.status_code, response.json()


@pytest.fixture
def casework(platform: TestClient, exchange: Any, knowledge: Knowledge) -> Iterator[Casework]:
    procedures = platform.app.state.procedures  # type: ignore[attr-defined]
    clock = procedures.clock
    yield Casework(platform, exchange.wording, knowledge)
    procedures.clock = clock


def _labels(text: str | None) -> list[str]:
    return text.split("、") if text else []


@given(parsers.re(r'就此提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
@when(parsers.re(r'就此提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
def _open(casework: Casework, exchange: Any, kind: str, inputs: str | None) -> None:
    casework.open(exchange, kind, _labels(inputs))


@given(parsers.re(r'由"(?P<by>[^"]+)"就此提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
@when(parsers.re(r'由"(?P<by>[^"]+)"就此提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
def _open_by(casework: Casework, exchange: Any, by: str, kind: str, inputs: str | None) -> None:
    casework.open(exchange, kind, _labels(inputs), by)


@given(parsers.re(r'就此以"(?P<act>[^"]+)"提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
@when(parsers.re(r'就此以"(?P<act>[^"]+)"提出"(?P<kind>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
def _open_as(casework: Casework, exchange: Any, act: str, kind: str, inputs: str | None) -> None:
    casework.open(exchange, kind, _labels(inputs), act=act)


@given(parsers.re(r'由"(?P<by>[^"]+)"就此以"(?P<act>[^"]+)"提出"(?P<kind>[^"]+)", 写明"(?P<inputs>[^"]+)"$'))
def _open_by_as(casework: Casework, exchange: Any, by: str, act: str, kind: str, inputs: str) -> None:
    casework.open(exchange, kind, _labels(inputs), by, act)


@given(parsers.re(r'"(?P<by>[^"]+)"办理"(?P<title>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
@when(parsers.re(r'"(?P<by>[^"]+)"办理"(?P<title>[^"]+)"(, 写明"(?P<inputs>[^"]+)")?$'))
def _act(casework: Casework, by: str, title: str, inputs: str | None) -> None:
    casework.act(by, title, _labels(inputs))


@given(parsers.re(r'到了"(?P<day>[^"]+)"$'))
@when(parsers.re(r'到了"(?P<day>[^"]+)"$'))
def _on(casework: Casework, day: str) -> None:
    casework.set_day(day)


@given(parsers.re(r'登记的"(?P<by>[^"]+)"的"(?P<label>[^"]+)"是"(?P<text>[^"]+)"$'))
def _known(casework: Casework, by: str, label: str, text: str) -> None:
    path, spec = casework.wording.fact(label)
    casework.know(casework.wording.role(by), path, casework.wording.value(spec, text))


@then(parsers.re(r'案件状态是"(?P<state>[^"]+)"(, 依据"(?P<eid>[^"]+)")?$'))
def _state(casework: Casework, state: str, eid: str | None) -> None:
    assert casework.status in (200, 201), casework.answer
    assert casework.case["state"]["zh"] == state
    if eid:
        assert casework.case["acts"][-1]["article"] == casework.wording.citation(eid)


@then(parsers.re(r'没有职权, 依"(?P<eid>[^"]+)"由"(?P<by>[^"]+)"办理$'))
def _not_competent(casework: Casework, eid: str, by: str) -> None:
    assert casework.status == 403, casework.answer
    expected = (casework.wording.role(by), casework.wording.citation(eid))
    assert expected in [(one["role"], one["article"]) for one in casework.answer["competent"]], casework.answer


@then(parsers.re(r'没有职权, 依"(?P<eid>[^"]+)"由"(?P<label>[^"]+)"相同的"(?P<by>[^"]+)"办理$'))
def _not_alike(casework: Casework, eid: str, label: str, by: str) -> None:
    _not_competent(casework, eid, by)
    assert f"{label}须与当事人相同" in casework.answer["title"], casework.answer


@then(parsers.re(r'没有"(?P<label>[^"]+)"符合的程序, 不予受理$'))
def _unfit(casework: Casework, label: str) -> None:
    assert casework.status == 400, casework.answer
    path, _ = casework.wording.fact(label)
    assert [one["path"] for one in casework.answer["errors"]] == [path], casework.answer


@then(parsers.re(r'当前不能办理, 可以办理的是"(?P<titles>[^"]+)"$'))
def _not_possible(casework: Casework, titles: str) -> None:
    assert casework.status == 409, casework.answer
    expected = set() if titles == "无" else set(titles.split("; "))
    assert casework.act_words(casework.answer["possible"]) == expected


@then(parsers.re(r'未写明"(?P<label>[^"]+)", 不予受理$'))
def _incomplete(casework: Casework, label: str) -> None:
    assert casework.status == 400, casework.answer
    assert f"须写明{label}" in [one["message"]["zh"] for one in casework.answer["errors"]], casework.answer


@then(
    parsers.re(r'"(?P<day>[^"]+)"期限"(?P<title>[^"]+)"(?P<state>进行中|将届满|已按期|已逾期), 依据"(?P<eid>[^"]+)"$')
)
def _deadline(casework: Casework, day: str, title: str, state: str, eid: str) -> None:
    found = casework.deadline(title, day)
    assert (found["state"], found["article"]) == (STATES[state], casework.wording.citation(eid)), found


@then(parsers.re(r'逾期的"(?P<title>[^"]+)"认定为"(?P<conduct>[^"]+)"(, 违反"(?P<duty>[^"]+)")?$'))
def _finding(casework: Casework, title: str, conduct: str, duty: str | None) -> None:
    now = casework._platform.app.state.procedures.clock()  # type: ignore[attr-defined]
    found = casework.deadline(title, now.date().isoformat())["finding"]
    (finding,) = found["findings"]
    assert finding["message"]["zh"] == conduct
    assert not duty or casework.wording.citation(duty) in finding["duties"], finding


# pytest-bdd keeps a step as a name of the module in which it was written; whoever imports all of this has the steps.
__all__ = ["casework", *(name for name in dir() if name.startswith("pytestbdd"))]

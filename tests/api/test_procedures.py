"""Procedures over HTTP, on both databases: an application becomes an approval, and the next decision knows of it."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import select
from standardwebhooks import Webhook
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.audit.entry import Entry, LogError
from luling.notification.deliveries import Deliveries
from luling.notification.subscriptions import Channel, Subscriptions
from luling.notification.webhook import secret_of
from luling.procedure.tables import ActRow
from luling.register.tables import Approval, Subject
from luling.request.caller import Caller, OutsideDomainError
from luling.settings import Settings
from tests.databases import DATABASES
from tests.notification.conftest import MASTER
from tests.notification.receivers import web_receiver

NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)


class Service:
    """The service, and a unit, its provider and data of their own for each test."""

    def __init__(self, client: TestClient) -> None:
        mark = uuid.uuid4().hex[:8]
        self.client = client
        self.unit, self.provider, self.data = f"unit-{mark}", f"provider-{mark}", f"data-{mark}"
        self.procedures.clock = lambda: NOW

    @property
    def procedures(self) -> Any:
        return self.client.app.state.procedures  # type: ignore[attr-defined]

    @property
    def point(self) -> Any:
        return self.client.app.state.point  # type: ignore[attr-defined]

    @property
    def book(self) -> Any:
        return self.client.app.state.book  # type: ignore[attr-defined]

    @property
    def request(self) -> dict[str, Any]:
        subject = {"kind": "administrative_organ", "jurisdiction": "210100", "level": "municipal"}
        data = {"jurisdiction": "210100", "provider": self.provider, "sharing_class": "有条件共享", "sensitivity": []}
        return {
            "subject": {"type": "organization", "id": self.unit, "properties": subject},
            "resource": {"type": "data_resource", "id": self.data, "properties": data},
        }

    @property
    def opening(self) -> dict[str, Any]:
        return {"regulation": "liaoning_2019", "inputs": {"content": "法人信息", "use": "核验"}, **self.request}

    @property
    def agreement(self) -> dict[str, Any]:
        return {"act": "agree", "organization": self.provider, "inputs": {"terms_of_use": "仅用于核验"}}

    def open(self, body: Any = None, **headers: str) -> Any:
        return self.client.post("/v1/applications", json=body or self.opening, headers=headers)

    def case(self, **headers: str) -> dict[str, Any]:
        response = self.open(**headers)
        assert response.status_code == 201, response.text
        assert response.headers["Location"] == f"/v1/applications/{response.json()['id']}"
        return dict(response.json())

    def act(self, case: str, **body: Any) -> Any:
        return self.client.post(f"/v1/applications/{case}/acts", json=body)

    def effect(self) -> str:
        asked = self.request | {
            "action": {"name": "obtain", "properties": {"channel": "platform"}},
            "context": {"purpose": {"within_duties": True}},
        }
        asked["resource"]["properties"]["regulation"] = "liaoning_2019"
        return str(self.client.post("/access/v1/evaluation", json=asked).json()["context"]["effect"])

    def deadlines(self, **asked: Any) -> Any:
        return self.client.get("/v1/deadlines", params={"bearer": self.provider, **asked})


@pytest.fixture(scope="module", params=DATABASES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    directory = tmp_path_factory.mktemp("procedures")
    url = f"sqlite:///{directory / 'luling.db'}"
    if request.param != "sqlite":
        url = request.getfixturevalue("postgres").create()
    settings = Settings(
        database=SecretStr(url),
        evidence=SecretStr(f"sqlite:///{directory / 'evidence.db'}"),
        evidence_keys=directory / "keys",
        migrate=True,
        watch=False,
        notification_secret=SecretStr(MASTER),
        notification_networks=(ipaddress.ip_network("127.0.0.0/8"),),
    )
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def service(client: TestClient) -> Service:
    return Service(client)


def test_an_application_that_is_agreed_to_makes_the_next_decision_a_permit(service: Service) -> None:
    assert service.effect() == "refer"
    case = service.case()["id"]
    assert service.effect() == "refer"
    answer = service.act(case, **service.agreement)
    assert (answer.status_code, answer.json()["state"]["id"]) == (200, "agreed")
    assert service.effect() == "permit"
    with service.book.database.reading() as session:
        approval = session.exec(select(Approval).where(Approval.subject == service.unit)).one()
    assert (approval.fields["reference"], approval.recorded_by) == (case, "gateway")
    assert service.client.get(f"/v1/applications/{case}").json() == answer.json()


def test_how_an_application_stands_reaches_the_next_decision_with_the_act(service: Service) -> None:
    asked = service.request | {
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "context": {"purpose": {"within_duties": True}, "application": {"refused_by_provider": False}},
    }

    def decided() -> tuple[Any, ...]:
        context = service.client.post("/access/v1/evaluation", json=asked).json()["context"]
        due = {one["deadline"].get("due") for one in context["next_steps"] if "deadline" in one}
        return {one["code"] for one in context["reasons"]}, due, [one["path"] for one in context["conflicts"]]

    case = service.case()["id"]
    codes, due, conflicts = decided()
    assert ("approval_missing" in codes, due, conflicts) == (True, {"2026-11-30"}, [])
    assert service.act(case, act="refuse", organization=service.provider, inputs={}).status_code == 400
    assert decided()[2] == []
    refusal = {"act": "refuse", "organization": service.provider, "inputs": {"reasons": "用途不明确"}}
    assert service.act(case, **refusal).status_code == 200
    codes, _, conflicts = decided()
    assert ("refused_by_provider" in codes, conflicts) == (True, ["context.application.refused_by_provider"])
    dispute = {"act": "dispute", "organization": service.unit, "inputs": {"reasons": "确有必要"}}
    assert service.act(case, **dispute).status_code == 200
    assert "disputed" in decided()[0]
    # A new application begins anew.
    service.case()
    assert "disputed" not in decided()[0]


def test_every_act_is_in_the_evidence_log_before_it_is_answered(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = service.point
    recorded: list[Entry] = []
    down = True
    record = point.record

    async def failing(entries: Any) -> None:
        if down:
            raise LogError("gone")
        await record(entries)
        recorded.extend(entries)

    monkeypatch.setattr(service.point, "record", failing)
    first = service.open(**{"Idempotency-Key": service.unit})
    assert first.status_code == 503
    down = False
    again = service.case(**{"Idempotency-Key": service.unit})
    assert [(one.kind, one.action, one.effect) for one in recorded] == [("act", "request", "requested")]
    assert recorded[0].articles == ("liaoning_2019/art_17__para_2",)
    assert len(again["acts"]) == 1
    service.case(**{"Idempotency-Key": service.unit})
    assert len(recorded) == 1


def test_what_a_process_left_unrecorded_is_recorded_by_the_next(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedures, portal = service.procedures, service.client.portal
    assert portal is not None

    async def failing(_entries: Any) -> None:
        raise LogError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(service.point, "record", failing)
        assert service.open().status_code == 503
    assert portal.call(procedures.record_left) == 0  # its own process may still be about to
    procedures.clock = lambda: NOW + dt.timedelta(hours=1)
    assert portal.call(procedures.record_left) == 1
    assert portal.call(procedures.record_left) == 0
    with service.book.database.reading() as session:
        acts = session.exec(select(ActRow).where(ActRow.organization == service.unit))
        assert [act.recorded for act in acts] == [True]


def test_the_same_key_is_the_same_act(service: Service) -> None:
    key = {"Idempotency-Key": service.unit}
    first, again = (service.open(**key) for _ in range(2))
    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    other = service.open(service.opening | {"inputs": {}}, **key)
    assert other.status_code == 422
    assert service.open(**{"Idempotency-Key": "k" * 129}).status_code == 400


def test_a_refusal_says_who_is_competent_by_which_article(service: Service) -> None:
    book = service.book
    with book.database.session() as session:
        for name, level in (("office", "municipal"), ("office-above", "provincial")):
            roles = {"liaoning_2019": ["management_department"]}
            office = Subject(type="organization", id=name, properties={"level": level}, roles=roles)
            book.register.put(session, office, "test")
    case = service.case()["id"]
    refused = service.act(case, **service.agreement | {"organization": "office"})
    assert refused.status_code == 403
    problem = refused.json()
    assert problem["article"] == "liaoning_2019/art_17__para_2"
    assert [one["role"] for one in problem["competent"]] == ["provider"]
    assert "依第十七条第二款由提供部门办理" in problem["title"]
    above = service.act(case, act="coordinate", organization="office-above", inputs={"result": "x"})
    assert (above.status_code, above.json()["article"]) == (403, "liaoning_2019/art_17__para_3")
    assert "主体层级须与当事人相同" in above.json()["title"]
    out_of_turn = service.act(case, act="coordinate", organization="office", inputs={"result": "x"})
    assert (out_of_turn.status_code, out_of_turn.json()["possible"]) == (409, ["agree", "refuse"])
    stale = service.act(case, **service.agreement, version=7)
    assert (stale.status_code, stale.json()["version"]) == (409, 1)


def test_a_case_is_found_where_its_kind_is(service: Service) -> None:
    case = service.case()["id"]
    get = service.client.get
    for path, status in (("applications", 200), ("cases", 200), ("complaints", 404)):
        assert get(f"/v1/{path}/{case}").status_code == status
    ours = {"subject": service.unit}
    assert [one["id"] for one in get("/v1/applications", params=ours).json()["cases"]] == [case]
    assert get("/v1/cases", params=ours | {"regulation": "dazhou"}).json()["cases"] == []
    assert get("/v1/cases", params=ours | {"final": False, "limit": 1}).json()["next"] == case
    assert get("/v1/complaints", params=ours).json()["cases"] == []
    assert get("/v1/cases/nothing").status_code == 404
    unknown = service.client.post("/v1/cases", json=service.opening | {"kind": "prayer"})
    assert (unknown.status_code, unknown.json()["errors"][0]["path"]) == (400, "kind")


def test_a_missed_deadline_becomes_a_finding_with_its_article(service: Service) -> None:
    service.case()
    (running,) = service.deadlines().json()["deadlines"]
    assert (running["state"], running["due"]) == ("running", "2026-11-30")
    (planned,) = service.deadlines(at="2026-12-01T12:00:00+08:00").json()["deadlines"]
    assert planned["state"] == "missed"
    assert "finding" not in planned  # not yet: only seen from then
    service.procedures.clock = lambda: NOW + dt.timedelta(days=8)
    (missed,) = service.deadlines(state="missed").json()["deadlines"]
    assert missed["article"] == "liaoning_2019/art_17__para_2"
    assert missed["finding"]["conduct"] == "application_mishandled"
    assert service.deadlines(state="met").json()["deadlines"] == []
    for bad in ({"state": "late"}, {"at": "tomorrow"}, {"limit": 0}):
        assert service.deadlines(**bad).status_code == 400


def test_a_caller_sees_and_does_only_what_is_under_its_regulations(service: Service) -> None:
    case = service.case()["id"]
    portal = service.client.portal
    assert portal is not None
    outsider = Caller("outsider", service.provider, may_assert=False, regulations=frozenset({"dazhou"}))
    procedures = service.procedures
    kinds = tuple(procedures.law.kinds)
    with pytest.raises(OutsideDomainError):
        portal.call(procedures.show, kinds, case, outsider)
    with pytest.raises(OutsideDomainError):
        portal.call(procedures.act, kinds, case, {"act": "agree"}, outsider, None)
    with pytest.raises(OutsideDomainError):
        portal.call(procedures.open, "application", service.opening, outsider, None)
    assert portal.call(procedures.find, kinds, {"subject_id": service.unit}, "", 9, outsider) == []
    _, rows, _ = portal.call(procedures.deadlines, None, {"bearer": service.provider}, None, "", 9, outsider)
    assert rows == []


def _deliveries(service: Service) -> list[tuple[str, str, dict[str, Any]]]:
    """What was announced in this test's matters: how it stands, and what is told."""
    rows = Deliveries(service.book.database).all(None, 1000)
    return [(row.state, event.type, event.body["data"]) for row, event, to in rows if to.organization == service.unit]


def _subscribe(service: Service, url: str, channel: Channel = Channel.webhook) -> str:
    return Subscriptions(service.book.database).add("test", channel, url, organization=service.unit)


def test_an_act_is_told_to_a_webhook_without_what_is_nobody_elses(service: Service) -> None:
    with web_receiver() as receiver:
        subscription = _subscribe(service, receiver.url)
        case = service.case()["id"]
        posted = receiver.next()
    said = Webhook(secret_of(MASTER, subscription)).verify(posted.body, posted.headers)
    assert (said["type"], said["timestamp"]) == ("act.done", "2026-11-23T01:00:00.000000Z")
    data = said["data"]
    assert (data["case"], data["act"], data["article"]) == (case, "request", "liaoning_2019/art_17__para_2")
    assert "法人信息" not in posted.body.decode()
    Subscriptions(service.book.database).end(subscription)
    given_up = f'luling_notifications_total{{outcome="given_up",process="{os.getpid()}"}} 0.0'
    assert given_up in service.client.get("/metrics").text


def test_nobody_is_told_of_an_act_before_it_is_in_the_evidence_log(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    _subscribe(service, "office@gov.example", Channel.mail)  # there is no mail server here: it stays where it is

    async def failing(_entries: Any) -> None:
        raise LogError("gone")

    key = {"Idempotency-Key": service.unit}
    with monkeypatch.context() as patch:
        patch.setattr(service.point, "record", failing)
        assert service.open(**key).status_code == 503
    assert [state for state, _, _ in _deliveries(service)] == ["held"]
    service.case(**key)
    assert [state for state, _, _ in _deliveries(service)] == ["waiting"]


def test_a_deadline_is_told_of_once_before_its_end_and_once_when_it_is_missed(service: Service) -> None:
    _subscribe(service, "office@gov.example", Channel.mail)
    case = service.case()["id"]
    procedures, portal = service.procedures, service.client.portal
    assert portal is not None

    def told(days: int) -> list[str]:
        procedures.clock = lambda: NOW + dt.timedelta(days=days)
        for _ in range(2):
            portal.call(procedures.warn)
            portal.call(procedures.review)
        return [type_ for _, type_, _ in _deliveries(service)][::-1]

    # Due on Monday 2026-11-30; two working days before that is Thursday.
    expected = ["act.done", "deadline.warned", "deadline.missed"]
    assert [told(days) for days in (0, 3, 4, 8, 9)] == [expected[:most] for most in (1, 2, 2, 3, 3)]
    (_, _, missed), *_ = _deliveries(service)
    assert (missed["case"], missed["due"], missed["organization"]) == (case, "2026-11-30", service.provider)
    assert missed["title"]["zh"].startswith("期限已逾期")

"""The evaluation endpoints over HTTP: answers, bad input, and what happens when there is no answer."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from pydantic import HttpUrl
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.api.openapi import ANSWER
from luling.policy.engine import EngineError
from luling.settings import Settings
from tests.platforms import Platforms
from tests.samples import contract_request, samples

EVALUATION = "/access/v1/evaluation"
EVALUATIONS = "/access/v1/evaluations"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client(platforms: Platforms) -> TestClient:
    return platforms("regorus")


def decide(client: TestClient, **values: Any) -> dict[str, Any]:
    response = client.post(EVALUATION, json=contract_request(**values))
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_the_contracts_example_is_answered_to_the_letter(client: TestClient) -> None:
    answer = decide(client)
    context = answer["context"]
    assert answer["decision"] is False
    assert context["effect"] == "refer"
    assert context["regulations"] == ["liaoning_2019"]
    assert context["policy_revision"].startswith("sha256:")
    assert context["engine"] == "regorus"
    assert [(r["code"], r["article"], r["kind"]) for r in context["reasons"]] == [
        ("approval_missing", "liaoning_2019/art_17__para_2", "refer")
    ]
    assert set(context["reasons"][0]["message"]) == {"zh", "en"}
    (step,) = context["next_steps"]
    assert (step["code"], step["to"], step["article"]) == ("apply", "provider", "liaoning_2019/art_17__para_2")
    assert step["deadline"] == {
        "days": 5,
        "unit": "working_day",
        "starts": "received",
        "bearer": "provider",
        "due": "2026-11-30",
    }
    assert ("use_as_answered", "consumer") in {(o["code"], o["bearer"]) for o in context["obligations"]}
    assert (context["missing"], context["conflicts"]) == ([], [])


def test_an_approval_turns_the_referral_into_a_permit(client: TestClient) -> None:
    answer = decide(client, context__approvals=[{"act": "access", "by": "provider"}])
    assert answer["decision"] is True
    assert answer["context"]["effect"] == "permit"
    assert answer["context"]["next_steps"] == []


def test_every_answer_has_an_id_of_its_own(client: TestClient) -> None:
    assert decide(client)["context"]["id"] != decide(client)["context"]["id"]


def test_the_day_of_receipt_starts_the_period(client: TestClient) -> None:
    answer = decide(client, context__application={"received": "2026-11-19T23:30:00+08:00"})
    assert answer["context"]["next_steps"][0]["deadline"]["due"] == "2026-11-26"


def test_a_due_date_in_a_year_without_calendar_is_undetermined(client: TestClient) -> None:
    answer = decide(client, context__application={"received": "2026-12-30T09:00:00+08:00"})
    assert answer["context"]["next_steps"][0]["deadline"]["due"] == "undetermined"


@pytest.mark.parametrize(("name", "sample"), samples(), ids=[name for name, _ in samples()])
def test_samples_and_their_answers_have_the_published_form(client: TestClient, name: str, sample: Any) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    jsonschema.validate(sample, schemas["EvaluationRequest"])
    response = client.post(EVALUATION, json=sample)
    assert response.status_code == 200, f"{name}: {response.text}"
    jsonschema.validate(response.json(), ANSWER)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[1]", ""),
        (b'{"subject": 1, "subject": 2}', ""),
        (b"[" * 100_000, ""),
        (json.dumps(contract_request(subject=...)), "subject"),
        (json.dumps(contract_request(subject__type=7)), "subject.type"),
        (json.dumps(contract_request(action__name="steal")), "action.name"),
        (json.dumps(contract_request(resource__id=...)), "resource.id"),
        (json.dumps(contract_request(resource__properties__regulation="mars_1900")), "resource.properties.regulation"),
        (json.dumps(contract_request(resource__properties__sharing_class="秘密")), "resource.properties.sharing_class"),
        (json.dumps(contract_request(resource__properties__catalogued="yes")), "resource.properties.catalogued"),
        (json.dumps(contract_request(context__time="tomorrow")), "context.time"),
        (json.dumps(contract_request(context__approvals=[{"act": "access"}])), "context.approvals[0].by"),
    ],
)
def test_bad_input_is_400_with_the_path_of_the_bad_field(client: TestClient, body: bytes | str, path: str) -> None:
    response = client.post(EVALUATION, content=body, headers=JSON)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert path in [error["path"] for error in problem["errors"]]
    assert all(set(error["message"]) == {"zh", "en"} for error in problem["errors"])
    assert "decision" not in problem


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_media_type_is_400(client: TestClient, media_type: str) -> None:
    response = client.post(EVALUATION, content=json.dumps(contract_request()), headers={"Content-Type": media_type})
    assert response.status_code == 400


def test_a_body_of_ten_megabytes_is_refused(client: TestClient) -> None:
    response = client.post(EVALUATION, content=b'{"a": "' + b"x" * 10_000_000 + b'"}', headers=JSON)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


def test_the_request_id_is_echoed(client: TestClient) -> None:
    response = client.post(EVALUATION, json=contract_request(), headers={"X-Request-ID": "bfe9eb29-ab87"})
    assert response.headers["X-Request-ID"] == "bfe9eb29-ab87"
    assert client.post(EVALUATION, content=b"{", headers=JSON | {"X-Request-ID": "b"}).headers["X-Request-ID"] == "b"
    assert client.get("/health/live").headers["X-Request-ID"]


@pytest.mark.parametrize("given", [b"x" * 4000, b"a\tb", b"'; DROP TABLE"])
def test_whatever_is_a_header_can_be_a_request_id(client: TestClient, given: bytes) -> None:
    response = client.post(EVALUATION, json=contract_request(), headers=[(b"X-Request-ID", given)])
    assert [value for name, value in response.headers.raw if name.lower() == b"x-request-id"] == [given]


def test_metadata_does_not_come_from_the_host_header(client: TestClient) -> None:
    metadata = client.get("/.well-known/authzen-configuration", headers={"Host": "evil.example"}).json()
    assert metadata["policy_decision_point"] == "http://127.0.0.1:8000"
    assert metadata["access_evaluation_endpoint"] == "http://127.0.0.1:8000/access/v1/evaluation"
    assert metadata["access_evaluations_endpoint"] == "http://127.0.0.1:8000/access/v1/evaluations"


def test_metadata_of_a_decision_point_below_a_path_are_found_with_that_path() -> None:
    app = create_app(Settings(public_url=HttpUrl("https://pdp.example/tenant1/"), watch=False))
    client = TestClient(app)  # not entered: metadata need no policies
    response = client.get("/.well-known/authzen-configuration/tenant1")
    assert response.json()["policy_decision_point"] == "https://pdp.example/tenant1"
    assert response.json()["search_action_endpoint"] == "https://pdp.example/tenant1/access/v1/search/action"
    assert client.get("/.well-known/authzen-configuration/tenant2").status_code == 404
    assert "max-age" in response.headers["Cache-Control"]


# Several evaluations

APPROVED = {"context": contract_request(context__approvals=[{"act": "access", "by": "provider"}])["context"]}
REFERRED: dict[str, Any] = {}
BAD = {"action": {"name": "steal"}}


@pytest.mark.parametrize(
    ("semantic", "items", "decisions"),
    [
        ("execute_all", [REFERRED, APPROVED, REFERRED], [False, True, False]),
        (None, [REFERRED, APPROVED, REFERRED], [False, True, False]),
        ("deny_on_first_deny", [APPROVED, REFERRED, APPROVED], [True, False]),
        ("deny_on_first_deny", [APPROVED, APPROVED], [True, True]),
        ("deny_on_first_deny", [APPROVED, BAD, APPROVED], [True, False]),
        ("permit_on_first_permit", [REFERRED, APPROVED, REFERRED], [False, True]),
        ("permit_on_first_permit", [BAD, REFERRED], [False, False]),
    ],
)
def test_semantics_return_the_evaluated_prefix(
    client: TestClient, semantic: str | None, items: list[Any], decisions: list[bool]
) -> None:
    options = {"options": {"evaluations_semantic": semantic}} if semantic else {}
    response = client.post(EVALUATIONS, json=contract_request() | {"evaluations": items} | options)
    assert response.status_code == 200, response.text
    assert [item["decision"] for item in response.json()["evaluations"]] == decisions


def test_defaults_are_replaced_as_whole_objects(client: TestClient) -> None:
    items = [{"context": {"time": "2026-11-23T09:00:00+08:00"}}]
    (answer,) = client.post(EVALUATIONS, json=contract_request() | {"evaluations": items}).json()["evaluations"]
    assert answer["context"]["effect"] == "indeterminate"
    assert "context.purpose.within_duties" in answer["context"]["missing"]


def test_a_bad_item_is_false_with_its_error_and_the_others_are_answered(client: TestClient) -> None:
    body = contract_request() | {"evaluations": [BAD, APPROVED, 7]}
    answers = client.post(EVALUATIONS, json=body).json()["evaluations"]
    assert [answer["decision"] for answer in answers] == [False, True, False]
    assert answers[0]["context"]["error"]["errors"][0]["path"] == "evaluations[0].action.name"
    assert answers[2]["context"]["error"]["errors"][0]["path"] == "evaluations[2]"


@pytest.mark.parametrize("more", [{}, {"evaluations": []}])
def test_without_items_it_answers_like_a_single_evaluation(client: TestClient, more: dict[str, Any]) -> None:
    answer = client.post(EVALUATIONS, json=contract_request() | more).json()
    assert answer["context"]["effect"] == "refer"


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"evaluations": {}}, "evaluations"),
        ({"evaluations": [{}] * 1001}, "evaluations"),
        ({"evaluations": [{}], "options": []}, "options"),
        ({"evaluations": [{}], "options": {"evaluations_semantic": "some"}}, "options.evaluations_semantic"),
    ],
)
def test_a_bad_call_is_400_as_a_whole(client: TestClient, more: dict[str, Any], path: str) -> None:
    response = client.post(EVALUATIONS, json=contract_request() | more)
    assert response.status_code == 400
    assert [error["path"] for error in response.json()["errors"]] == [path]


# Failures


def test_an_engine_that_fails_is_503_without_a_decision(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_document: Any, _entrypoint: Any) -> dict[str, Any]:
        raise EngineError("on fire")

    client.app.state.point.memory.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr(client.app.state.point.store.engine, "evaluate", broken)  # type: ignore[attr-defined]
    for url, body in (
        (EVALUATION, contract_request()),
        (EVALUATIONS, contract_request() | {"evaluations": [BAD, APPROVED]}),
    ):
        response = client.post(url, json=body)
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert "decision" not in response.text
    assert client.get("/health/ready").status_code == 503


def test_an_answer_that_cannot_be_sent_is_not_answered_again(client: TestClient) -> None:
    started: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": json.dumps(contract_request()).encode()}

    async def broken(message: Any) -> None:
        started.append(message)
        if message["type"] == "http.response.body":
            raise OSError("the client is gone")

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": EVALUATION, "headers": headers, "state": {}}
    with pytest.raises(OSError, match="gone"):
        client.portal.call(client.app, scope, receive, broken)  # type: ignore[union-attr]
    assert [message["type"] for message in started] == ["http.response.start", "http.response.body"]


@pytest.mark.parametrize("path", [EVALUATION, EVALUATIONS])
def test_what_nobody_expected_is_500_without_details_and_reaches_the_server(
    path: str, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr("luling.api.evaluation.read_body", broken)
    with pytest.raises(ZeroDivisionError):
        client.post(path, json=contract_request())
    quiet = TestClient(client.app, raise_server_exceptions=False)
    response = quiet.post(path, json=contract_request())
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


@pytest.mark.parametrize(
    "said",
    [
        {"effect": "permit", "reasons": []},
        {"effect": "permit", "reasons": [{"kind": "refer", "code": "x", "article": "a/art_1"}]},
        {"effect": "allow", "reasons": [{"kind": "permit", "code": "x", "article": "a/art_1"}]},
        {"effect": "permit", "reasons": [{"kind": "permit"}]},
        {"decision": True},
        {"effect": ["permit"], "reasons": "many"},
    ],
)
def test_policies_that_say_nonsense_are_503(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, said: dict[str, Any]
) -> None:
    async def odd(_document: Any, _entrypoint: Any) -> dict[str, Any]:
        return said

    client.app.state.point.memory.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr(client.app.state.point.store.engine, "evaluate", odd)  # type: ignore[attr-defined]
    response = client.post(EVALUATION, json=contract_request())
    assert response.status_code == 503
    assert "decision" not in response.text


def test_an_engine_that_panics_is_503_and_answers_the_next_request(client: TestClient) -> None:
    class PanicException(BaseException):
        """As pyo3 raises it."""

    class Panicking:
        def set_input_json(self, _text: str) -> None:
            raise PanicException("unsendable")

    async def break_it() -> None:
        # On the event loop's thread, where alone a native engine may be dropped.
        client.app.state.point.store.engine._engine = Panicking()  # type: ignore[attr-defined]
        client.app.state.point.memory.clear()  # type: ignore[attr-defined]

    assert client.portal is not None
    client.portal.call(break_it)
    response = client.post(EVALUATION, json=contract_request())
    assert response.status_code == 503
    assert "PanicException" in response.json()["detail"]
    assert decide(client)["context"]["effect"] == "refer"

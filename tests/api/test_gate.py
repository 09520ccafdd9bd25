"""The gate over HTTP: who is let in to what, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from luling.api.app import create_app
from luling.api.credentials import COOKIE
from luling.api.gate import Gate, Limits
from luling.identity.access import Access
from luling.identity.authentication import Authentication
from luling.identity.buckets import Buckets
from luling.identity.endpoints import Domain, Endpoint, Endpoints
from luling.identity.keys import Keys
from luling.identity.principal import Grant, Principal
from luling.identity.sessions import Sessions
from luling.request.caller import Caller
from luling.settings import Settings
from luling.storage.database import Database
from tests.samples import contract_request

EVALUATION, EVALUATIONS = "/access/v1/evaluation", "/access/v1/evaluations"
RATE = 20


class Service:
    """A running service that wants proof of identity, and the keys that it knows."""

    def __init__(self, client: TestClient, database: Database) -> None:
        self.client = client
        self.database = database
        self.keys = Keys(database)

    def key(self, *grants: str, **more: Any) -> dict[str, str]:
        """The header of a new key with these roles."""
        return {"Authorization": f"Bearer {self.keys.create('test', principal(*grants, **more))[1]}"}

    def login(self, *grants: str) -> dict[str, str]:
        """The headers of a browser that logged in: its cookie, and the token that its pages show."""
        self.client.cookies.clear()  # another browser each time
        response = self.client.post("/v1/session", headers=self.key(*grants))
        self.client.cookies.clear()
        assert response.status_code == 201
        return cookie_of(response) | {"X-CSRF-Token": response.json()["csrf_token"]}


def principal(*grants: str, **more: Any) -> Principal:
    return Principal("test", frozenset(map(Grant.parse, grants)), **more)


def cookie_of(response: Any) -> dict[str, str]:
    return {"Cookie": response.headers["set-cookie"].partition(";")[0]}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    url = f"sqlite:///{tmp_path_factory.mktemp('gate') / 'luling.db'}"
    settings = Settings(identity="required", database=url, watch=False, rate=RATE)
    with TestClient(create_app(settings), base_url="https://testserver") as client, Database(url) as database:
        yield Service(client, database)


_addresses = iter(range(1, 1 << 16))


@pytest.fixture
def service(running: Service) -> Service:
    """The service, asked from an address of this test alone: failed attempts are counted by address."""
    number = next(_addresses)
    running.client._transport.client = (f"10.0.{number >> 8}.{number & 255}", 1)  # type: ignore[attr-defined]
    running.client.cookies.clear()
    return running


# Who is let in


def test_somebody_without_proof_is_asked_for_it(service: Service) -> None:
    for method, path in (("POST", EVALUATION), ("GET", "/v1/regulations"), ("GET", "/nowhere"), ("PUT", "/v1/session")):
        response = service.client.request(method, path)
        assert response.status_code == 401, path
        # RFC 6750, section 3.1: no error code for somebody who showed nothing.
        assert response.headers["www-authenticate"] == 'Bearer realm="luling"'
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["x-request-id"]


def test_health_metadata_and_documentation_are_open(service: Service) -> None:
    for path in ("/health/live", "/health/ready", "/.well-known/authzen-configuration", "/openapi.json", "/docs"):
        assert service.client.get(path).status_code == 200, path
    assert service.client.get("/health/ready").json() == {"status": "ok"}
    told = service.client.get("/health/ready", headers=service.key("auditor@*")).json()
    assert told["policy_revision"].startswith("sha256:")
    assert told["identity"] == "required"


def test_a_key_lets_its_holder_ask(service: Service) -> None:
    for scheme in ("Bearer", "bearer", "BEARER"):
        text = service.key("platform@*", may_assert=True)["Authorization"].partition(" ")[2]
        response = service.client.post(
            EVALUATION, json=contract_request(), headers={"Authorization": f"{scheme} {text}"}
        )
        assert response.status_code == 200
        assert response.json()["context"]["effect"] == "refer"


def test_what_is_no_key_is_refused_with_an_error_code(service: Service) -> None:
    for shown in ("luling_abcdefghij_" + "A" * 43, "luling_", "nonsense", "a.b.c", "\udcff".encode("utf-8", "ignore")):
        text = shown if isinstance(shown, str) else "é"
        headers = {"Authorization": f"Bearer {text}".encode("latin-1")}
        response = service.client.get("/v1/regulations", headers=headers)
        assert response.status_code == 401, text
        assert 'error="invalid_token"' in response.headers["www-authenticate"]
        assert text not in response.text


def test_another_scheme_proves_nothing_and_does_not_make_a_cookie_count(service: Service) -> None:
    browser = service.login("auditor@*")
    for authorization in ("Basic YTpi", "", "Bearer"):
        response = service.client.get("/v1/session", headers={**browser, "Authorization": authorization})
        assert response.status_code == 401


def test_two_credentials_are_one_too_many(service: Service) -> None:
    key = service.key("auditor@*")["Authorization"]
    response = service.client.get("/v1/session", headers=[("Authorization", key), ("Authorization", key)])
    assert response.status_code == 400


def test_expired_revoked_and_rotated_keys_are_refused(service: Service) -> None:
    assert service.client.get("/v1/session", headers=service.key("auditor@*", expires=1.0)).status_code == 401
    id_, key = service.keys.create("x", principal("auditor@*"))
    rotated = service.keys.rotate(id_, 0)
    assert service.client.get("/v1/session", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    id_, key = service.keys.create("x", principal("auditor@*"))
    service.keys.revoke(id_)
    assert service.client.get("/v1/session", headers={"Authorization": f"Bearer {key}"}).status_code == 401
    assert service.client.get("/v1/session", headers={"Authorization": f"Bearer {rotated}"}).status_code == 200


# What they may do


def test_somebody_known_learns_what_there_is(service: Service) -> None:
    key = service.key("auditor@*")
    assert service.client.get("/nowhere", headers=key).status_code == 404
    response = service.client.delete("/v1/regulations", headers=key)
    assert (response.status_code, response.headers["allow"]) == (405, "GET")
    assert service.client.head("/v1/regulations", headers=key).status_code in (200, 405)


def test_a_role_that_may_not_is_refused(service: Service) -> None:
    response = service.client.post(EVALUATION, json=contract_request(), headers=service.key("auditor@*"))
    assert response.status_code == 403
    assert "www-authenticate" not in response.headers
    assert service.client.get("/v1/regulations", headers=service.key()).status_code == 403


def test_a_scope_that_does_not_suffice_is_named(service: Service) -> None:
    key = service.key("platform@*", scopes=frozenset({"law:read"}))
    assert service.client.get("/v1/regulations", headers=key).status_code == 200
    response = service.client.post(EVALUATION, json=contract_request(), headers=key)
    assert response.status_code == 403
    challenge = response.headers["www-authenticate"]
    assert 'error="insufficient_scope"' in challenge
    assert 'scope="decision:ask"' in challenge


def test_a_key_in_the_address_lets_in_to_the_calendar_only_and_only_where_it_is_good_for_nothing_else(
    service: Service,
) -> None:
    narrow = service.key("authority@*", scopes=frozenset({"deadline:read"}))["Authorization"].partition(" ")[2]
    feed = service.client.get("/v1/deadlines.ics", params={"key": narrow})
    assert (feed.status_code, feed.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert service.client.get("/v1/deadlines", params={"key": narrow}).status_code == 401
    for scopes in (None, frozenset({"deadline:read", "case:read"})):
        wide = service.key("authority@*", scopes=scopes)["Authorization"].partition(" ")[2]
        assert service.client.get("/v1/deadlines.ics", params={"key": wide}).status_code == 403
        assert service.client.get("/v1/deadlines.ics", headers={"Authorization": f"Bearer {wide}"}).status_code == 200
    assert service.client.get(f"/v1/deadlines.ics?key={narrow}&key={wide}").status_code == 400
    forged = service.client.get("/v1/deadlines.ics", params={"key": narrow[:-2] + "AA"})
    assert forged.status_code == 401
    assert narrow[:-2] not in forged.text


def test_a_scope_beyond_the_role_gives_nothing(service: Service) -> None:
    key = service.key("auditor@*", scopes=frozenset({"decision:ask"}))
    assert service.client.post(EVALUATION, json=contract_request(), headers=key).status_code == 403


def test_a_role_under_one_regulation_gets_no_answer_by_another(service: Service) -> None:
    here, elsewhere = (service.key(f"platform@{one}", may_assert=True) for one in ("liaoning_2019", "sanya_2007"))
    assert service.client.post(EVALUATION, json=contract_request(), headers=here).status_code == 200
    response = service.client.post(EVALUATION, json=contract_request(), headers=elsewhere)
    assert response.status_code == 403
    assert response.json()["errors"][0]["path"] == "resource.properties.regulation"
    assert "decision" not in response.json()
    # Neither by leaving out which regulation it is.
    unsaid = contract_request(resource__properties__regulation=...)
    assert service.client.post(EVALUATION, json=unsaid, headers=elsewhere).status_code == 403


def test_in_a_batch_only_the_items_of_other_regulations_are_refused(service: Service) -> None:
    key = service.key("platform@liaoning_2019", may_assert=True)
    theirs = contract_request(
        resource__properties__regulation="sanya_2007",
        resource__properties__jurisdiction="460200",
        subject__properties__jurisdiction="460200",
    )
    body = {"evaluations": [contract_request(), theirs]}
    response = service.client.post(EVALUATIONS, json=body, headers=key)
    assert response.status_code == 200
    ours, refused = response.json()["evaluations"]
    assert ours["context"]["effect"] == "refer"
    assert refused["decision"] is False
    assert refused["context"]["error"]["status"] == 403
    assert "effect" not in refused["context"]


def test_findings_and_checks_are_of_the_callers_regulations_only(service: Service) -> None:
    key = service.key("supervisor@sanya_2007")
    for regulation, status in (("sanya_2007", 200), ("liaoning_2019", 403)):
        report = {"regulation": regulation, "conduct": ["late_update"]}
        assert service.client.post("/v1/findings", json=report, headers=key).status_code == status
        for body in ({"entries": [{"regulation": regulation}]}, {"entries": [{"id": "x"}], "regulation": regulation}):
            assert service.client.post("/v1/catalogue/checks", json=body, headers=key).status_code == status


def test_where_the_regulation_is_in_the_path_the_gate_itself_looks(service: Service) -> None:
    reached: list[Caller] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["state"]["caller"])
        await Response("there")(scope, receive, send)

    authentication = Authentication(service.keys, Sessions(service.database, idle=60, lifetime=60), None, memory=5)
    gate = Gate(
        application,
        authentication=authentication,
        access=Access(),
        endpoints=Endpoints([Endpoint("GET", "/reports/{regulation}", "report", "read", Domain.path)]),
        limits=Limits(100, 10_000, None, Buckets(1, 10)),
    )
    client = TestClient(gate)
    key = service.key("auditor@sanya_2007", "consumer@dazhou")
    assert client.get("/reports/sanya_2007", headers=key).status_code == 200
    assert reached[0].regulations == {"sanya_2007"}
    for other in ("dazhou", "liaoning_2019", "*", "sanya_2007%20", "SANYA_2007"):
        assert client.get(f"/reports/{other}", headers=key).status_code == 403, other
    assert client.get("/reports/dazhou", headers=service.key("auditor@*")).status_code == 200
    assert len(reached) == 2, "nobody else got that far"


# Sessions


def test_a_session_is_a_cookie_that_scripts_and_other_sites_cannot_use(service: Service) -> None:
    response = service.client.post("/v1/session", headers=service.key("auditor@*", organization="bureau"))
    cookie, *attributes = response.headers["set-cookie"].split("; ")
    assert cookie.startswith(f"{COOKIE}=")
    assert COOKIE.startswith("__Host-")
    assert {one.lower() for one in attributes} == {"httponly", "path=/", "samesite=strict", "secure"}
    assert response.headers["cache-control"] == "no-store"
    browser = cookie_of(response)
    told = service.client.get("/v1/session", headers=browser).json()
    assert (told["roles"], told["organization"]) == (["auditor@*"], "bureau")
    assert told["csrf_token"] == response.json()["csrf_token"]


def test_a_login_takes_no_id_that_the_browser_brought_along(service: Service) -> None:
    planted = {"Cookie": f"{COOKIE}=planted-by-somebody"}
    response = service.client.post("/v1/session", headers=service.key("auditor@*") | planted)
    assert "planted" not in response.headers["set-cookie"]
    assert service.client.get("/v1/session", headers=planted).status_code == 401
    # A second login ends the session that the browser had.
    first = cookie_of(response)
    service.client.post("/v1/session", headers=service.key("auditor@*") | first)
    assert service.client.get("/v1/session", headers=first).status_code == 401


def test_a_session_logs_nobody_in(service: Service) -> None:
    browser = service.login("auditor@*")
    assert service.client.post("/v1/session", headers=browser).status_code == 400


def test_what_changes_something_needs_the_csrf_token(service: Service) -> None:
    browser = service.login("consumer@*")
    other = service.login("consumer@*")
    body = contract_request()
    assert service.client.post(EVALUATION, json=body, headers=browser).status_code == 200
    bare = {"Cookie": browser["Cookie"]}
    for forged in (
        bare,
        bare | {"X-CSRF-Token": ""},
        bare | {"X-CSRF-Token": other["X-CSRF-Token"]},
        browser | {"Sec-Fetch-Site": "cross-site"},
        browser | {"Sec-Fetch-Site": "same-site"},
    ):
        assert service.client.post(EVALUATION, json=body, headers=forged).status_code == 403
    assert (
        service.client.post(EVALUATION, json=body, headers=browser | {"Sec-Fetch-Site": "same-origin"}).status_code
        == 200
    )
    assert service.client.delete("/v1/session", headers=bare).status_code == 403
    assert service.client.get("/v1/session", headers=bare).status_code == 200, "to read needs no token"


def test_a_logout_ends_the_session_and_takes_the_cookie_back(service: Service) -> None:
    browser = service.login("auditor@*")
    response = service.client.delete("/v1/session", headers=browser)
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert service.client.get("/v1/session", headers=browser).status_code == 401


def test_a_stale_cookie_does_not_shut_public_pages(service: Service) -> None:
    assert service.client.get("/docs", headers={"Cookie": f"{COOKIE}=over"}).status_code == 200


# Limits


def test_a_caller_that_asks_too_often_is_told_when_to_come_again(service: Service) -> None:
    busy, other = service.key("auditor@*"), service.key("auditor@*")
    answers = [service.client.get("/v1/session", headers=busy) for _ in range(RATE * 4)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert all(answer.status_code == 200 for answer in answers[: RATE * 2])
    assert int(refused[0].headers["retry-after"]) >= 1
    assert service.client.get("/v1/session", headers=other).status_code == 200


def test_an_address_that_fails_too_often_is_shut_out_save_for_what_was_good_a_moment_ago(service: Service) -> None:
    key, fresh = service.key("auditor@*"), service.key("auditor@*")
    assert service.client.get("/v1/session", headers=key).status_code == 200
    bad = {"Authorization": "Bearer luling_abcdefghij_" + "A" * 43}
    statuses = [service.client.get("/v1/session", headers=bad).status_code for _ in range(40)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    response = service.client.get("/v1/session", headers=fresh)
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    assert service.client.get("/v1/session", headers=key).status_code == 200


def test_who_shows_nothing_uses_up_nobodys_tries(service: Service) -> None:
    statuses = [service.client.get("/v1/session").status_code for _ in range(40)]
    assert {statuses[0], statuses[-1]} == {401, 429}
    assert service.client.get("/v1/session", headers=service.key("auditor@*")).status_code == 200
    assert service.client.get("/health/live").status_code == 200


def test_too_many_or_too_large_headers_are_refused(service: Service) -> None:
    many = [(f"X-{number}", "x") for number in range(150)]
    assert service.client.get("/health/live", headers=many).status_code == 431
    assert service.client.get("/health/live", headers={"X-Long": "x" * 40_000}).status_code == 431


# Failures


def test_where_identity_cannot_be_checked_nobody_is_let_in(service: Service, tmp_path: Path) -> None:
    key = service.key("auditor@*")
    known = service.key("auditor@*")
    assert service.client.get("/v1/session", headers=known).status_code == 200
    with service.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE identity_keys RENAME TO hidden")
    try:
        response = service.client.get("/v1/session", headers=key)
        assert (response.status_code, response.headers["retry-after"]) == (503, "1")
        assert service.client.get("/health/live", headers=key).status_code == 200
    finally:
        with service.database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE hidden RENAME TO identity_keys")
    assert service.client.get("/v1/session", headers=key).status_code == 200


def test_websockets_are_closed(service: Service) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, service.client.websocket_connect("/access/v1/evaluation"):
        pass
    assert closed.value.code == 1008


def test_without_identity_the_gateway_calls_and_readiness_says_so(tmp_path: Path) -> None:
    settings = Settings(identity="none", database=f"sqlite:///{tmp_path / 'x.db'}", watch=False)
    with TestClient(create_app(settings)) as client:
        assert client.post(EVALUATION, json=contract_request()).status_code == 200
        assert client.get("/health/ready").json()["identity"] == "none"
        assert client.get("/v1/session").status_code == 404
        assert client.get("/nowhere").status_code == 404

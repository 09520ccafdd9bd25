"""The register over HTTP, on both kinds of database: conditional writes, the past, pages; and decisions by it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.request.caller import Caller
from luling.settings import Settings
from luling.storage.database import Database, SchemaError
from tests.databases import DATABASES, PostgresServer

HOUSING = {"name": "住建局", "properties": {"kind": "administrative_organ", "jurisdiction": "420600"}}
RESOURCE = {
    "name": "人口库",
    "properties": {
        "regulation": "xiangyang_2012",
        "jurisdiction": "420600",
        "sharing_class": "有条件共享类",
        "provider": "police",
    },
}
PARTIES = {"subject": "housing", "resource": "population"}
APPROVAL = {"fields": PARTIES | {"act": "access", "by": "data_center"}}
AGREEMENT = {"fields": PARTIES | {"kind": "use_and_protection", "with": "data_center"}}
NEW = {"If-None-Match": "*"}


@pytest.fixture(scope="module", params=DATABASES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('register') / 'luling.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.create()
    settings = Settings(watch=False, database=SecretStr(url), migrate=True, register_staleness=0)
    with TestClient(create_app(settings)) as client:
        yield client


def put(client: TestClient, path: str, body: Any, **headers: str) -> Any:
    return client.put(path, json=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_record_is_written_once_and_changed_only_by_who_saw_it(client: TestClient) -> None:
    path = "/v1/organizations/" + quote("市/住建局")
    created = put(client, path, HOUSING)
    assert (created.status_code, created.headers["etag"]) == (201, '"1"')
    assert put(client, path, HOUSING).status_code == 428
    assert client.put(path, json=HOUSING, headers=NEW).status_code == 412
    assert put(client, path, HOUSING, If_Match="W/x").status_code == 400
    read = client.get(path)
    changed = put(client, path, read.json() | {"name": "住房局"}, If_Match=read.headers["etag"])
    assert (changed.status_code, changed.json()["revision"]) == (200, 2)
    late = put(client, path, HOUSING, If_Match='"1"')
    assert (late.status_code, late.headers["etag"]) == (412, '"2"')
    versions = client.get(path, params={"history": True}).json()["versions"]
    assert [one["name"] for one in versions] == ["住建局", "住房局"]
    assert client.get(path, params={"at": versions[0]["recorded_at"]}).json()["name"] == "住建局"
    assert client.get(path, params={"at": "2001-01-01T00:00:00Z"}).status_code == 404


def test_an_ended_record_is_gone_with_its_reason_kept(client: TestClient) -> None:
    path = "/v1/approvals/gone"
    assert put(client, path, APPROVAL).status_code == 201
    assert client.delete(path).status_code == 428
    assert client.delete(path, headers={"If-Match": '"7"'}).status_code == 412
    ended = client.delete(path, headers={"If-Match": '"1"'}, params={"reason": "撤回"})
    assert (ended.status_code, ended.json()["reason"]) == (200, "撤回")
    assert client.get(path).status_code == client.delete(path, headers={"If-Match": '"1"'}).status_code == 404
    assert client.get(path, params={"history": True}).json()["versions"][0]["superseded_at"]


def test_of_several_who_write_at_once_one_succeeds(client: TestClient) -> None:
    path = "/v1/organizations/contested"
    put(client, path, HOUSING)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda name: put(client, path, HOUSING | {"name": name}, If_Match='"1"'), "甲乙丙丁"))
    assert sorted(one.status_code for one in answers) == [200, 412, 412, 412]


def test_lists_are_paged_and_searched(client: TestClient) -> None:
    for number in range(5):
        body = {"properties": {"provider": f"p{number % 2}", "tier": "base", "sharing_class": "excluded"}}
        assert put(client, f"/v1/resources/page-{number}", body).status_code == 201
    seen: list[str] = []
    query = {"provider": "p0", "sharing_class": "不予共享", "limit": 2}
    while True:
        page = client.get("/v1/resources", params=query).json()
        seen += [one["id"] for one in page["resources"]]
        if not page["page"]["next_token"]:
            break
        query["page_token"] = page["page"]["next_token"]
    assert seen == ["page-0", "page-2", "page-4"]
    assert client.get("/v1/resources", params={"type": "project"}).json()["resources"] == []
    assert put(client, "/v1/agreements/g0", AGREEMENT).status_code == 201
    assert [one["id"] for one in client.get("/v1/agreements", params=PARTIES).json()["agreements"]] == ["g0"]


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/v1/resources", {"colour": "red"}, "colour"),
        ("/v1/resources", {"sharing_class": "secret"}, "sharing_class"),
        ("/v1/resources", {"page_token": "x"}, "page_token"),
        ("/v1/organizations", {"at": "yesterday"}, "at"),
    ],
)
def test_bad_questions_are_refused_by_the_field(client: TestClient, path: str, query: Any, field: str) -> None:
    answer = client.get(path, params=query)
    assert answer.status_code == 400
    assert [bad["path"] for bad in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/organizations/bad", [], ""),
        ("/v1/organizations/bad", {"properties": {"kind": "king"}}, "properties.kind"),
        ("/v1/organizations/bad", {"roles": {"xiangyang_2012": ["king"]}}, "roles.xiangyang_2012"),
        ("/v1/resources/bad?type=castle", {}, "type"),
        ("/v1/approvals/bad", {"fields": PARTIES | {"act": "access"}}, "by"),
        ("/v1/approvals/bad", {"act": "access"}, "fields"),
    ],
)
def test_bad_records_are_refused_by_the_field(client: TestClient, path: str, body: Any, field: str) -> None:
    answer = client.put(path, json=body, headers=NEW)
    assert answer.status_code == 400
    assert [bad["path"] for bad in answer.json()["errors"]] == [field]
    assert client.get(path).status_code == 404


def test_an_approval_that_is_recorded_turns_a_referral_into_a_permit(client: TestClient) -> None:
    put(client, "/v1/organizations/housing", HOUSING)
    put(client, "/v1/resources/population", RESOURCE)
    put(client, "/v1/agreements/a", AGREEMENT)
    asked = {
        "subject": {"type": "organization", "id": "housing"},
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "resource": {"type": "data_resource", "id": "population", "properties": {"sharing_class": "unconditional"}},
        "context": {"purpose": {"within_duties": True}},
    }

    def decide() -> dict[str, Any]:
        context: dict[str, Any] = client.post("/access/v1/evaluation", json=asked).json()["context"]
        return context

    before = decide()
    conflict = {"path": "resource.properties.sharing_class", "asserted": "unconditional", "recorded": "conditional"}
    assert (before["effect"], before["conflicts"]) == ("refer", [conflict])
    assert put(client, "/v1/approvals/a", APPROVAL).status_code == 201
    assert decide()["effect"] == "permit"
    client.delete("/v1/approvals/a", headers={"If-Match": '"1"'}, params={"reason": "撤回"})
    assert decide()["effect"] == "refer"


def test_the_routes_are_described(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for name in ("organizations", "resources", "agreements", "approvals"):
        assert set(paths[f"/v1/{name}"]) == {"get"}
        assert set(paths[f"/v1/{name}/{{id}}"]) == {"get", "put", "delete"}


def test_without_its_register_the_service_answers_503_and_not_at_all(own_postgres: PostgresServer) -> None:
    settings = Settings(
        watch=False, database=SecretStr(own_postgres.create()), migrate=True, register_staleness=0, evidence=None
    )
    with TestClient(create_app(settings)) as client:
        own_postgres.kill()
        asked = {
            "subject": {"type": "organization", "id": "x"},
            "action": {"name": "obtain"},
            "resource": {"type": "data_resource", "id": "y"},
        }
        for answer in (client.post("/access/v1/evaluation", json=asked), client.get("/v1/resources")):
            assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
            assert "decision" not in answer.json()
        assert client.get("/health/ready").status_code == 503
        own_postgres.start()
        assert client.post("/access/v1/evaluation", json=asked).status_code == 200


def test_a_service_does_not_start_on_another_schema(postgres: PostgresServer) -> None:
    url = postgres.create()
    with pytest.raises(SchemaError, match="missing"), TestClient(create_app(_on(url))):
        pass
    with Database(url) as database:
        database.migrate()
        with database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="newer"), TestClient(create_app(_on(url))):
        pass


def _on(url: str) -> Settings:
    return Settings(watch=False, database=SecretStr(url))


def test_who_has_a_role_under_one_regulation_writes_nothing_of_another(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(client, "/v1/resources/population", RESOURCE)
    caller = Caller("clerk", regulations=frozenset({"dazhou"}))
    monkeypatch.setattr("luling.api.register.caller_of", lambda _request: caller)
    own = RESOURCE | {"properties": {"regulation": "dazhou"}}
    assert put(client, "/v1/resources/own", own).status_code == 201
    refused = [
        put(client, "/v1/resources/population", own, If_Match='"1"'),
        put(client, "/v1/resources/other", RESOURCE),
        put(client, "/v1/resources/none", {"properties": {}}),
        put(client, "/v1/organizations/other", HOUSING),
        put(client, "/v1/agreements/other", AGREEMENT),
        client.delete("/v1/resources/population", headers={"If-Match": '"1"'}),
    ]
    assert [one.status_code for one in refused] == [403] * 6
    about_own = {"fields": AGREEMENT["fields"] | {"resource": "own"}}
    assert put(client, "/v1/agreements/own", about_own).status_code == 201


def _sight(client: TestClient, monkeypatch: pytest.MonkeyPatch, *regulations: str) -> Any:
    """What a caller with roles under these regulations only sees: the ids of a list, or the status of an answer."""
    caller = Caller("reader", regulations=frozenset(regulations))

    def look(path: str, **query: Any) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr("luling.api.register.caller_of", lambda _request: caller)
            answer = client.get(path, params=query)
        if path.count("/") > 2 or answer.status_code != 200:
            return answer
        return {one["id"] for one in answer.json()[path.rsplit("/", 1)[-1]]}

    return look


def test_who_has_roles_under_one_regulation_reads_nothing_of_another(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    organizations = {
        "seen-by-place": {"properties": {"jurisdiction": "360502"}},
        "seen-by-role": {"roles": {"yushui_2018": ["information_center"], "dazhou": ["big_data_bureau"]}},
        "elsewhere": {"properties": {"jurisdiction": "511700"}},
        "nowhere": {"name": "无所在地"},
    }
    resources = {
        "seen-named": {"properties": {"regulation": "yushui_2018"}},
        "seen-inside": {"properties": {"jurisdiction": "360500"}},
        "seen-provided": {"properties": {"provider": "seen-by-place"}},
        "named-other": {"properties": {"regulation": "dazhou", "jurisdiction": "360500"}},
        "outside": {"properties": {"jurisdiction": "511700", "provider": "seen-by-place"}},
        "unplaced": {"properties": {"provider": "nowhere"}},
    }
    for name, body in organizations.items():
        assert put(client, f"/v1/organizations/{name}", body).status_code == 201
    for name, body in resources.items():
        assert put(client, f"/v1/resources/{name}", body).status_code == 201
        agreement = AGREEMENT["fields"] | {"subject": "sight", "resource": name}
        assert put(client, f"/v1/agreements/{name}", {"fields": agreement}).status_code == 201
        approval = APPROVAL["fields"] | {"subject": "sight", "resource": name}
        assert put(client, f"/v1/approvals/{name}", {"fields": approval}).status_code == 201
    look = _sight(client, monkeypatch, "yushui_2018")
    own = {name for name in resources if name.startswith("seen")}
    assert look("/v1/organizations", limit=500) == {"seen-by-place", "seen-by-role"}
    assert look("/v1/resources", limit=500) == own
    assert look("/v1/agreements", subject="sight") == look("/v1/approvals", subject="sight") == own
    for collection in ("resources", "agreements", "approvals"):
        statuses = {name: look(f"/v1/{collection}/{name}").status_code for name in resources}
        hidden = {"named-other": 403, "outside": 404, "unplaced": 404}
        assert statuses == dict.fromkeys(own, 200) | hidden, collection
        for history in ({"history": True}, {}):
            assert look(f"/v1/{collection}/named-other", **history).json()["errors"][0]["message"]["en"].count("dazhou")
    assert look("/v1/organizations/elsewhere").status_code == look("/v1/organizations/nowhere").status_code == 404
    assert look("/v1/organizations/seen-by-role").json()["roles"] == {"yushui_2018": ["information_center"]}
    assert look("/v1/resources", regulation="dazhou").status_code == 403
    assert look("/v1/resources", regulation="yushui_2018") == {"seen-named"}
    both = _sight(client, monkeypatch, "yushui_2018", "dazhou")
    assert both("/v1/resources", limit=500) >= {"named-other", "outside", *own}
    nobody = _sight(client, monkeypatch)
    assert [nobody(f"/v1/{name}") for name in ("organizations", "resources", "agreements", "approvals")] == [set()] * 4


def test_versions_from_before_a_record_came_under_a_regulation_stay_unseen(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/v1/resources/moved"
    first = put(client, path, {"properties": {"regulation": "sanya_2007"}}).json()["recorded_at"]
    put(client, path, {"properties": {"regulation": "liaoning_2019"}}, If_Match='"1"')
    look = _sight(client, monkeypatch, "liaoning_2019")
    assert [one["revision"] for one in look(path, history=True).json()["versions"]] == [2]
    assert look(path, at=first).status_code == 403
    earlier = _sight(client, monkeypatch, "sanya_2007")
    assert (earlier(path).status_code, earlier(path, at=first).status_code) == (403, 200)
    assert earlier("/v1/resources", at=first, limit=500) >= {"moved"}

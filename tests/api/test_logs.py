"""The operational log: JSON with the request it belongs to, and no secret in it, whatever goes wrong."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from pydantic import ValidationError
from starlette.testclient import TestClient

from luling.api.app import create_app
from luling.identity.keys import Keys, split
from luling.identity.principal import Grant, Principal
from luling.logs import HIDDEN, REQUEST, configuration, formatter, redacted
from luling.settings import Settings
from luling.storage.database import Database

KEY = f"luling_abcdefghij_{'S3cret-_' * 5}abc"
TOKEN = jwt.encode({"alg": "ES256"}, {"sub": "alice"}, ECKey.generate_key("P-256"))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, rendered as the service does, at the finest level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(as_json=True))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def events(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[tuple[TestClient, Database]]:
    url = f"sqlite:///{tmp_path / 'luling.db'}"
    settings = Settings(identity="required", database=url, watch=False)
    with TestClient(create_app(settings), base_url="https://testserver") as client, Database(url) as database:
        yield client, database


def test_failing_logins_bad_tokens_and_database_errors_leave_no_secret(
    service: tuple[TestClient, Database], lines: io.StringIO
) -> None:
    client, database = service
    keys = Keys(database)
    who = Principal("t", frozenset({Grant("auditor", "*")}))
    id_, good = keys.create("t", who)
    _, unseen = keys.create("t", who)
    response = client.post("/v1/session", headers={"Authorization": f"Bearer {good}"})
    session = response.cookies.get("__Host-luling") or response.headers["set-cookie"].split("=")[1].split(";")[0]
    csrf = response.json()["csrf_token"]
    secrets = {split(good)[1], split(unseen)[1], split(KEY)[1], TOKEN, session, csrf, "hunter2"}
    for shown in (good, KEY, TOKEN, good[:-1], f"x{good}"):
        client.post("/v1/session", headers={"Authorization": f"Bearer {shown}"})
    client.get("/v1/session", headers={"Authorization": "Basic YWxpY2U6aHVudGVyMg=="})
    client.get(f"/v1/{good}?token={TOKEN}", headers={"Authorization": f"Bearer {KEY}"})
    client.delete("/v1/session", headers={"Cookie": f"__Host-luling={session}", "X-CSRF-Token": "hunter2"})
    keys.revoke(id_)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE identity_sessions")
        connection.exec_driver_sql("ALTER TABLE identity_keys RENAME TO hidden")
    assert client.post("/v1/session", headers={"Authorization": f"Bearer {unseen}"}).status_code == 503
    assert client.get("/v1/session", headers={"Cookie": "__Host-luling=hunter2"}).status_code == 503
    logged = lines.getvalue()
    assert "refused: the API key is not valid" in logged
    assert "no such table" in logged, "the database's error itself is there"
    assert [secret for secret in secrets if secret in logged] == []


def test_an_exception_with_a_secret_in_it_is_logged_without(lines: io.StringIO) -> None:
    try:
        raise RuntimeError(f"cannot log in with {KEY} at postgresql://luling:hunter2@db/x")
    except RuntimeError:
        logging.getLogger("luling.test").exception("failed for Bearer %s", TOKEN, extra={"authorization": KEY})
    (event,) = events(lines)
    assert "RuntimeError" in event["exception"]
    assert event["authorization"] == HIDDEN
    logged = lines.getvalue()
    assert [secret for secret in (split(KEY)[1], TOKEN, "hunter2") if secret in logged] == []
    assert "luling_abcdefghij_" in logged, "which key it was may be seen"


def test_secrets_are_found_however_deep_they_lie(lines: io.StringIO) -> None:
    logging.getLogger("luling.test").warning(
        "%s", "x", extra={"deep": {"list": [KEY, {"Set-Cookie": "a=b"}], "bytes": TOKEN.encode(), "n": 7}}
    )
    (event,) = events(lines)
    assert event["deep"]["list"][1] == {"Set-Cookie": HIDDEN}
    assert event["deep"]["n"] == 7
    assert split(KEY)[1] not in lines.getvalue()
    assert TOKEN not in lines.getvalue()


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Authorization: Bearer abc.def~+/=", f"Authorization: Bearer {HIDDEN}"),
        ("postgresql+psycopg://user:p%40ss@host/db", f"postgresql+psycopg://user:{HIDDEN}@host/db"),
        (
            "failed\n[SQL: INSERT]\n[parameters: ('110101199001011234',)]\nmore",
            f"failed\n[SQL: INSERT]\n[parameters: {HIDDEN}]\nmore",
        ),
        ("__Host-luling=abc; other=1", f"__Host-luling={HIDDEN}; other=1"),
        ("an ordinary sentence at https://host:8000/path", "an ordinary sentence at https://host:8000/path"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str, instead: str) -> None:
    assert redacted(text) == instead


def test_a_line_says_which_request_it_belongs_to_and_whose(
    service: tuple[TestClient, Database], lines: io.StringIO
) -> None:
    client, database = service
    id_, key = Keys(database).create("t", Principal("t", frozenset({Grant("auditor", "*")})))
    headers = {"Authorization": f"Bearer {key}", "X-Request-ID": "asked-by-me"}
    assert client.get("/nowhere", headers=headers).status_code == 404
    (event,) = [one for one in events(lines) if one["logger"] == "luling.api.gate"]
    assert (event["request_id"], event["caller"], event["status"]) == ("asked-by-me", f"key:{id_}", 404)
    assert event["timestamp"].endswith("Z")
    assert REQUEST.get() is None, "it is known inside the request only"


def test_the_configuration_is_one_that_python_takes() -> None:
    for as_json in (True, False):
        logging.config.DictConfigurator(configuration("INFO", as_json=as_json)).configure_formatter(
            {"()": "luling.logs.formatter", "as_json": as_json}
        )
    assert configuration("ERROR", as_json=True)["root"]["level"] == "ERROR"


def test_wrong_settings_are_told_without_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_OPA_TOKEN", "hunter2")
    monkeypatch.setenv("LULING_OIDC_ISSUER", "https://id.example")
    with pytest.raises(ValidationError) as error:
        Settings(rate=-1)
    assert "hunter2" not in str(error.value)
    with pytest.raises(ValidationError, match="go together"):
        Settings()


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://id.example", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost/realm", True),
        ("http://id.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("ftp://id.example", False),
        ("id.example", False),
    ],
)
def test_an_issuer_is_reached_over_tls_only(url: str, good: bool) -> None:
    try:
        Settings(oidc_issuer=url, oidc_audience="luling")
    except ValidationError:
        assert not good
    else:
        assert good


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_OIDC_ALGORITHMS", "RS256, ES256")
    monkeypatch.setenv("LULING_OIDC_ROLES", '{"a": ["auditor@*"]}')
    settings = Settings()
    assert settings.oidc_algorithms == ("RS256", "ES256")
    assert settings.oidc_roles == {"a": ("auditor@*",)}

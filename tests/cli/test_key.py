"""`luling key`, and how `luling serve` and `luling demo` treat identity."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luling.cli.key import sample_key
from luling.cli.main import app
from luling.identity.authentication import Authentication
from luling.identity.keys import Keys
from luling.identity.principal import CredentialError, Grant, Principal
from luling.identity.sessions import Sessions
from luling.settings import Settings
from luling.storage.database import Database
from tests.cli.test_serve import _COMMAND
from tests.engines import free_port

runner = CliRunner()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'new' / 'luling.db'}"
    monkeypatch.setenv("LULING_DATABASE", url)
    return url


def run(*arguments: str, status: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["key", *arguments])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def who(url: str, key: str) -> Principal | None:
    with Database(url) as database:
        sessions = Sessions(database, idle=1, lifetime=1)
        try:
            return asyncio.run(Authentication(Keys(database), sessions, None, memory=5).bearer(key))
        except CredentialError:
            return None


def test_a_key_is_made_listed_rotated_and_revoked(url: str) -> None:
    options = ["--role", "consumer@liaoning_2019", "--role", "auditor@*", "--organization", "bureau", "--may-assert"]
    stdout, stderr = run("create", "--name", "单位", *options, "--scope", "decision:ask")
    key = stdout.strip()
    assert "只显示这一次" in stderr
    assert key not in stderr
    principal = who(url, key)
    assert principal is not None
    assert principal.grants == {Grant("consumer", "liaoning_2019"), Grant("auditor", "*")}
    assert (principal.organization, principal.may_assert, principal.scopes) == ("bureau", True, {"decision:ask"})
    (row,) = json.loads(run("list", "--json")[0])
    assert (row["name"], row["state"], row["used"]) == ("单位", "live", None)
    assert key.split("_", 2)[2] not in json.dumps(row)
    assert row["id"] in run("list")[0]
    second = run("rotate", row["id"], "--overlap", "0")[0].strip()
    assert who(url, key) is None
    assert who(url, second) is not None
    assert "5" in run("revoke", row["id"])[0]
    assert who(url, second) is None
    assert json.loads(run("list", "--json")[0])[0]["state"] == "revoked"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["create", "--name", "x", "--role", "king@*"], "no role `king`"),
        (["create", "--name", "x", "--role", "auditor"], "role@regulation"),
        (["create", "--name", "x", "--role", "auditor@mars_1900"], "no regulation `mars_1900`"),
        (["create", "--name", "x", "--role", "auditor@*", "--scope", "a:b"], "no scope `a:b`"),
        (["rotate", "abcdefghij"], "abcdefghij"),
        (["revoke", "abcdefghij"], "abcdefghij"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(url: str, arguments: list[str], told: str) -> None:
    _, stderr = run(*arguments, status=2)
    assert told in stderr
    assert len(stderr.strip().splitlines()) == 1
    assert json.loads(run("list", "--json")[0]) == []


def test_a_database_that_is_not_there_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_DATABASE", "postgresql://luling:hunter2@127.0.0.1:1/x")
    _, stderr = run("list", status=2)
    assert "hunter2" not in stderr


def test_wrong_settings_are_said_without_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_OPA_TOKEN", "hunter2")
    monkeypatch.setenv("LULING_RATE", "many-hunter2")
    _, stderr = run("list", status=2)
    assert "LULING_RATE" in stderr
    assert "hunter2" not in stderr


def test_only_the_sample_key_of_the_last_demonstration_is_good(url: str) -> None:
    first, second = sample_key(Settings()), sample_key(Settings())
    assert who(url, first) is None
    principal = who(url, second)
    assert principal is not None
    assert principal.may_assert
    assert principal.expires is not None


def test_without_identity_it_serves_this_machine_only_unless_a_gateway_is_there(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("LULING_IDENTITY", "none")
    result = runner.invoke(app, ["serve", "--host", "0.0.0.0", "--port", "1"])
    assert result.exit_code == 2
    assert "--behind-gateway" in result.stderr
    served: list[str] = []
    main = sys.modules["luling.cli.main"]  # in the package, `main` is the function
    monkeypatch.setattr(main, "_with_point", lambda *_: 0)  # that policies load is tested elsewhere
    monkeypatch.setattr(main, "run_server", lambda _settings, host, *_rest: served.append(host))
    for arguments in (["--host", "0.0.0.0", "--behind-gateway"], ["--host", "127.0.0.1"], ["--host", "::1"]):
        assert runner.invoke(app, ["serve", *arguments]).exit_code == 0
    monkeypatch.setenv("LULING_IDENTITY", "required")
    assert runner.invoke(app, ["serve", "--host", "0.0.0.0"]).exit_code == 0
    assert served == ["0.0.0.0", "127.0.0.1", "::1", "0.0.0.0"]


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Port and database of a service with two workers, which wants proof of identity and forgets keys quickly."""
    port, url = free_port(), f"sqlite:///{tmp_path_factory.mktemp('serving') / 'luling.db'}"
    wanting = {"LULING_IDENTITY": "required", "LULING_IDENTITY_MEMORY": "0.2", "LULING_DATABASE": url}
    command = [*_COMMAND, "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | wanting)
    assert process.stderr is not None
    # Read to the end, so that the service never waits for somebody to read its log.
    rest = threading.Thread(target=process.stderr.read)
    try:
        started = 0
        for line in process.stderr:
            started += "startup complete" in line
            if started == 2:
                break
        assert started == 2, "it did not start"
        rest.start()
        yield port, url
    finally:
        process.terminate()
        process.wait(timeout=30)
        if rest.ident is not None:
            rest.join()
        process.stderr.close()


def _status(port: int, key: str) -> int:
    """On a connection of its own, so that either worker may answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/v1/session", headers={"Authorization": f"Bearer {key}"})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_revocation_reaches_every_worker(serving: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    port, url = serving
    monkeypatch.setenv("LULING_DATABASE", url)
    with Database(url) as database:
        id_, key = Keys(database).create("x", Principal("x", frozenset({Grant("auditor", "*")})))
    assert {_status(port, key) for _ in range(20)} == {200}
    assert runner.invoke(app, ["key", "revoke", id_]).exit_code == 0
    until = time.monotonic() + 30
    while 200 in {_status(port, key) for _ in range(20)}:
        assert time.monotonic() < until, "it is still good somewhere"
    assert {_status(port, key) for _ in range(20)} <= {401, 429}


def test_a_header_that_does_not_end_is_hung_up_on(serving: tuple[int, str]) -> None:
    port, _ = serving
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(1000):
                connection.sendall(b"a" * 4096)
            pytest.fail("a header of 4 MB was taken")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        head = b"POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"
        connection.sendall(head + b"x" * 200_000)
        assert connection.recv(4096).startswith(b"HTTP/1.1 401"), "a long body is no long header"

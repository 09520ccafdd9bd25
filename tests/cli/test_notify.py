"""`luling notify`: subscriptions and what became of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from luling.cli.main import app
from luling.notification.deliveries import Deliveries
from luling.notification.outbox import announce
from luling.notification.webhook import secret_of
from luling.storage.database import Database
from tests.notification.conftest import MASTER, event


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'luling.db'}"
    monkeypatch.setenv("LULING_DATABASE", url)
    return url


def _notify(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["notify", *arguments])


def test_a_subscription_is_made_shown_and_ended(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = ("webhook", "https://hook.example.org/", "--name", "hook")
    assert "LULING_NOTIFICATION_SECRET" in _notify(*hook).stderr
    monkeypatch.setenv("LULING_NOTIFICATION_SECRET", MASTER)
    made = _notify(*hook, "--event", "act.done", "--regulation", "dazhou")
    (row,) = map(json.loads, _notify("list").stdout.splitlines())
    assert (row["channel"], row["events"], row["regulations"]) == ("webhook", ["act.done"], ["dazhou"])
    assert made.stdout.strip() == secret_of(MASTER, row["id"])
    assert "whsec" not in _notify("list").stdout
    assert _notify("end", row["id"]).exit_code == 0
    assert json.loads(_notify("list").stdout)["ended_because"] == "ended by the operator"
    assert "LULING_MAIL_SERVER" in _notify("mail", "office@gov.example", "--name", "x").stderr
    for wrong in (("--event", "act.undone"), ("--regulation", "nowhere")):
        assert _notify(*hook, *wrong).exit_code == 2
    assert _notify("webhook", "ftp://x", "--name", "x").exit_code == 2
    assert _notify("end", "nothing").exit_code == 2
    for name, value in (("NETWORKS", "10.0.0.0/8, nowhere"), ("SECRET", "short")):
        with monkeypatch.context() as patch:
            patch.setenv(f"LULING_NOTIFICATION_{name}", value)
            assert f"LULING_NOTIFICATION_{name}" in _notify("list").stderr
    monkeypatch.setenv("LULING_MAIL_FROM", "luling@gov.example")
    monkeypatch.setenv("LULING_MAIL_SERVER", "smtp://u:p@mail.gov.example")
    assert "LULING_MAIL_SERVER" in _notify("list").stderr
    monkeypatch.setenv("LULING_MAIL_SERVER", "smtp://u@mail.gov.example:587")
    monkeypatch.setenv("LULING_NOTIFICATION_NETWORKS", "10.0.0.0/8, fd00::/8")
    assert _notify("list").exit_code == 0


def test_what_was_given_up_is_shown_and_tried_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LULING_NOTIFICATION_SECRET", MASTER)
    _notify("webhook", "https://hook.example.org/", "--name", "hook")
    with Database(url) as database:
        with database.session() as session:
            announce(session, event())
        (taken,) = Deliveries(database).take(["webhook"], 1)
        Deliveries(database).given_up(taken, "HTTP 500")
    shown = json.loads(_notify("deliveries", "--state", "given_up").stdout)
    assert (shown["error"], shown["attempts"], shown["name"]) == ("HTTP 500", 1, "hook")
    assert _notify("retry", shown["id"]).exit_code == 0
    assert _notify("deliveries", "--state", "given_up").stdout == ""
    assert _notify("retry", shown["id"]).exit_code == 2

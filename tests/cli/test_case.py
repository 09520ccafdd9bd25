"""`luling case`: cases are listed and shown, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luling.cli.main import app
from luling.decision.knowledge import Knowledge
from luling.policy.sources import PolicySource
from luling.procedure.law import ProcedureLaw
from luling.storage.database import Database
from tests.engines import POLICIES, RULES
from tests.procedure.conftest import APPLICANT, HOLDER, Office

runner = CliRunner()
LAW = ProcedureLaw(PolicySource(RULES, POLICIES).read(), Knowledge.read(RULES))


def run(*arguments: str, status: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["case", *arguments])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


@pytest.fixture
def case(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A request for conditional data that was refused; another one is still open."""
    monkeypatch.setenv("LULING_DATABASE", database_url)
    # Reading the law takes longer than all the rest; the last test does it as the command does.
    monkeypatch.setattr("luling.cli.case._law", lambda _settings: LAW)
    named = LAW.named("liaoning_2019", "conditional_access")
    with Database(database_url) as database:
        database.migrate()
        office = Office(LAW, database)
        refused, other = (str(office.open(named).answer["id"]) for _ in range(2))
        office.act(refused, "refuse", HOLDER, inputs={"reasons": "用途不明确"})
        office.act(other, "agree", HOLDER)
    return refused


def test_cases_are_listed_by_what_is_asked_for(case: str) -> None:
    everything = [json.loads(line) for line in run("list", "--json")[0].splitlines()]
    assert everything[0]["id"] == case
    assert [one["state"]["id"] for one in everything] == ["refused", "agreed"]
    for options in (["--open"], ["--state", "refused"], ["--limit", "1"], ["--kind", "application", "--open"]):
        assert [json.loads(line)["id"] for line in run("list", "--json", *options)[0].splitlines()] == [case], options
    for options in (["--kind", "complaint"], ["--subject", "nobody"], ["--after", everything[1]["id"]]):
        assert run("list", "--json", *options)[0] == "", options
    assert f"{case} │ liaoning_2019 │ 有条件共享数据的请求 │ 提供部门不予共享" in " ".join(run("list")[0].split())


def test_a_case_is_shown_with_its_history_its_deadlines_and_who_is_next(case: str) -> None:
    told = run("show", case)[0]
    assert "有条件共享数据的请求 — 辽宁省政务数据资源共享管理办法 第十七条第二款" in told
    assert f"{HOLDER}: 不予共享, 说明理由" in told
    assert "理由: 用途不明确" in told
    assert "2026-11-30到期, 2026-11-23终止" in told
    assert "提请协调争议: 提供部门 (" in told
    assert "使用部门 (" in told
    assert "State: refused" in run("show", case, "--lang", "en")[0]


def test_a_case_as_json_is_the_document_of_the_service(case: str, database_url: str) -> None:
    document = json.loads(run("show", case, "--json")[0])
    assert document["state"]["id"] == "refused"
    assert [act["by"]["organization"] for act in document["acts"]] == [APPLICANT, HOLDER]
    assert [one["act"] for one in document["possible"]] == ["dispute"]
    with Database(database_url) as database:
        # Looked at, not touched.
        assert Office(LAW, database).cases.about(case).version == document["version"] == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "01K"], "no such case: `01K`"),
        (["list", "--kind", "nothing"], "no kind `nothing`"),
        (["list", "--regulation", "nowhere"], "no regulation `nowhere`"),
    ],
)
def test_what_there_is_not_is_said(arguments: list[str], told: str, case: str) -> None:
    assert told in run(*arguments, status=2)[1]


def test_a_database_without_the_schema_is_refused_and_not_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LULING_DATABASE", f"sqlite:///{tmp_path / 'empty.db'}")
    for _ in range(2):
        assert "schema missing" in run("list", status=2)[1]

"""`luling report`: from the register and the log that the settings name, in every form, without a service."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from luling.cli.main import app
from luling.storage.database import Database
from tests.reporting import ledger


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("report")
    with Database(f"sqlite:///{directory / 'luling.db'}") as database:
        database.migrate()
        ledger.fill_register(database)
        ledger.fill_cases(database)
    ledger.fill_log(f"sqlite:///{directory / 'evidence.db'}", directory)
    return directory


def run(directory: Path, *options: str, evidence: str = "") -> tuple[int, str, str]:
    settings = {"LULING_DATABASE": f"sqlite:///{directory / 'luling.db'}", "LULING_EVIDENCE": evidence}
    result = CliRunner(env=settings).invoke(app, ["report", *options])
    return result.exit_code, result.stdout, result.stderr


EVALUATION = (ledger.LAW, "--report", "evaluation", "--period", "2026-H1")


def test_it_lists_the_reports_of_a_regulation(directory: Path) -> None:
    status, said, _ = run(directory, ledger.LAW)
    assert status == 0
    assert [line.split("\t")[0] for line in said.splitlines()] == ["overview", "evaluation"]


def test_it_tells_a_report_on_the_terminal(directory: Path) -> None:
    status, said, _ = run(directory, *EVALUATION)
    assert status == 0
    assert "第二十八条" in said
    assert re.search(r"新余市公安局 +2 +66\.7% +50\.0% +50\.0% +— +1 +4 +2 ", said)
    assert re.search(r"新余市公安局 +100\.0 +58\.3 +50\.0 +— +100\.0 +77\.1 ", said)


def test_it_writes_json_a_workbook_and_a_page(directory: Path, tmp_path: Path) -> None:
    status, said, _ = run(directory, *EVALUATION, "--format", "json", "--weight", "quantity:2")
    assert status == 0
    assert json.loads(said)["criteria"][0]["weight"] == 2
    for form in ("xlsx", "html"):
        path = tmp_path / f"report.{form}"
        assert run(directory, *EVALUATION, "--format", form, "--out", str(path))[0] == 0
    book = load_workbook(tmp_path / "report.xlsx")
    assert "单位" in book.sheetnames
    book.close()
    assert "新余市公安局" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_log_that_is_not_there_is_not_made(directory: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "evidence.db"
    status, said, _ = run(directory, *EVALUATION, evidence=f"sqlite:///{nowhere}")
    assert status == 0
    assert "此期没有证据日志" in said
    assert not nowhere.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("unknown_law",), "unknown_law"),
        ((ledger.LAW, "--report", "unknown"), "unknown"),
        ((*EVALUATION[:3], "--period", "2026-H3"), "2026-H3"),
        ((*EVALUATION, "--weight", "quantity=2"), "quantity=2"),
        ((*EVALUATION, "--format", "xlsx"), "--out"),
        ((*EVALUATION, "--out", "/nowhere/at/all.txt"), "/nowhere/at/all.txt"),
    ],
)
def test_what_it_cannot_make_it_says_in_one_line(directory: Path, options: tuple[str, ...], told: str) -> None:
    status, said, error = run(directory, *options)
    assert (status, said) == (2, "")
    assert told in error
    assert len(error.strip().splitlines()) == 1

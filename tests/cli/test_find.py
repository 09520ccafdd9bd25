"""`luling find`: what goes in, what comes out, with which exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luling.cli.main import app
from tests.samples import EXAMPLES

BREACH = {"regulation": "dazhou", "conduct": ["misuse"]}
MERIT = {"regulation": "yushui_2018", "conduct": ["merit_process"]}
NOTHING = {"regulation": "sanya_2007", "conduct": ["repeat_collection"]}
DUTY_ONLY = {"regulation": "yushui_2018", "conduct": ["repeat_collection"], "actor": {"kind": "administrative_organ"}}
BAD = {"regulation": "dazhou", "conduct": ["sleep"]}


def luling(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=text)


def write(path: Path, *reports: dict[str, Any]) -> str:
    path.write_text("\n".join(json.dumps(report, ensure_ascii=False) for report in reports), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("reports", "status"),
    [([NOTHING], 0), ([MERIT, NOTHING], 0), ([NOTHING, BREACH], 1), ([DUTY_ONLY], 1), ([BREACH, BAD], 2)],
)
def test_the_exit_status_says_whether_there_is_a_breach(
    tmp_path: Path, reports: list[dict[str, Any]], status: int
) -> None:
    assert luling("find", write(tmp_path / "r.jsonl", *reports)).exit_code == status


def test_json_gives_one_answer_a_line(tmp_path: Path) -> None:
    result = luling("find", "--json", write(tmp_path / "r.jsonl", BREACH, BAD, MERIT))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(answer.get("findings", [])) for answer in answers] == [1, 0, 1]
    assert answers[1]["error"]["errors"][0]["path"] == "line 2.conduct[0]"


def test_the_account_is_chinese_and_can_be_english() -> None:
    chinese = luling("find", "-", text=json.dumps(DUTY_ONLY)).stdout
    assert "重复采集 (repeat_collection) — 《渝水区政务信息资源共享管理办法》第八条" in chinese
    assert "没有规定后果" in chinese
    english = luling("find", "--lang", "en", str(EXAMPLES / "findings" / "findings.jsonl")).stdout
    assert "[not yet: Serious circumstances] Discipline: competent organ → the leaders, the persons" in english
    assert "Missing facts:" in english


@pytest.mark.parametrize("text", ["", "{"])
def test_an_input_without_report_is_an_error(text: str) -> None:
    assert luling("find", "-", text=text).exit_code == 2


def test_a_file_that_is_not_there_and_wrong_policies_are_errors(tmp_path: Path) -> None:
    assert luling("find", str(tmp_path / "nowhere.json")).exit_code == 2
    result = luling("find", "--policies", str(tmp_path), "-", text=json.dumps(BREACH))
    assert result.exit_code == 2
    assert "luling: " in result.stderr

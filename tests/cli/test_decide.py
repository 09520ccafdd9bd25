"""`luling decide` and `luling demo`: what goes in, what comes out, with which exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from luling.cli.main import app
from tests.samples import EXAMPLES, contract_request

APPROVED = contract_request(context__approvals=[{"act": "access", "by": "provider"}])
REFERRED = contract_request()
BAD = contract_request(action__name="steal")


def luling(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=text)


def write(path: Path, *requests: dict[str, Any]) -> str:
    path.write_text("\n".join(json.dumps(request, ensure_ascii=False) for request in requests), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("requests", "status"),
    [([APPROVED], 0), ([APPROVED, APPROVED], 0), ([APPROVED, REFERRED], 1), ([APPROVED, BAD, REFERRED], 2)],
)
def test_the_exit_status_says_whether_every_answer_is_a_permit(
    tmp_path: Path, requests: list[dict[str, Any]], status: int
) -> None:
    assert luling("decide", write(tmp_path / "r.jsonl", *requests)).exit_code == status


def test_json_gives_one_answer_a_line_in_the_order_of_the_requests(tmp_path: Path) -> None:
    result = luling("decide", "--json", write(tmp_path / "r.jsonl", APPROVED, BAD, REFERRED))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["decision"] for answer in answers] == [True, False, False]
    assert answers[1]["context"]["error"]["errors"][0]["path"] == "line 2.action.name"
    assert answers[2]["context"]["next_steps"][0]["code"] == "apply"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(REFERRED),
        json.dumps(REFERRED, indent=2),
        json.dumps([REFERRED]),
        json.dumps(REFERRED) + "\n",
    ],
)
def test_a_document_an_array_or_a_line_is_read_from_standard_input(text: str) -> None:
    result = luling("decide", "--json", "-", text=text)
    assert [json.loads(line)["context"]["effect"] for line in result.stdout.splitlines()] == ["refer"]


def test_json_lines_are_recognised_without_a_file_name() -> None:
    result = luling("decide", "--json", "-", text=f"{json.dumps(APPROVED)}\n\n{json.dumps(REFERRED)}\n")
    assert [json.loads(line)["decision"] for line in result.stdout.splitlines()] == [True, False]


def test_a_line_that_is_not_json_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f"{json.dumps(APPROVED)}\n{{oops\n{json.dumps(REFERRED)}\n", encoding="utf-8")
    result = luling("decide", "--json", str(path))
    assert result.exit_code == 2
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["decision"] for answer in answers] == [True, False, False]
    assert answers[1]["context"]["error"]["errors"][0]["path"] == "line 2"


def test_the_account_is_chinese_and_cites_the_article_in_words(tmp_path: Path) -> None:
    account = luling("decide", write(tmp_path / "r.json", REFERRED)).stdout
    assert "裁决: 须先办理 (refer)" in account
    assert "尚未取得批准或者同意 — 《辽宁省政务数据资源共享管理办法》第十七条第二款" in account
    assert "提出申请, 向提供部门, 5个工作日 (2026-11-30到期)" in account


def test_the_account_can_be_english(tmp_path: Path) -> None:
    account = luling("decide", "--lang", "en", write(tmp_path / "r.json", REFERRED)).stdout
    assert "Decision: lawful once the next steps are taken (refer)" in account
    assert "article 17, paragraph 2" in account
    assert "5 working days (due 2026-11-30)" in account


def test_missing_facts_are_named_in_words(tmp_path: Path) -> None:
    account = luling("decide", write(tmp_path / "r.json", contract_request(context__purpose=...))).stdout
    assert "属于履行职责 (context.purpose.within_duties)" in account


@pytest.mark.parametrize(
    "arguments",
    [
        ["decide"],
        ["decide", "no-such-file.json"],
        ["decide", "--engine", "oracle", "-"],
        ["decide", "--rules", "no-such-directory", "-"],
        ["frobnicate"],
    ],
)
def test_wrong_usage_is_exit_status_2(arguments: list[str]) -> None:
    assert luling(*arguments, text=json.dumps(APPROVED)).exit_code == 2


def test_an_empty_input_is_exit_status_2(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("\n", encoding="utf-8")
    assert luling("decide", str(path)).exit_code == 2


def test_policies_that_do_not_load_are_said_in_one_line_with_their_place(tmp_path: Path) -> None:
    policies = tmp_path / "policies" / "luling"
    policies.mkdir(parents=True)
    (policies / "decision.rego").write_text("package luling.decision\n\nanswer := {\n", encoding="utf-8")
    result = luling("decide", "--policies", str(tmp_path / "policies"), "-", text=json.dumps(APPROVED))
    assert result.exit_code == 2
    assert "decision.rego:" in result.stderr
    assert "Traceback" not in result.output


def test_the_demonstration_shows_every_sample_with_its_article() -> None:
    result = luling("demo", "--no-serve", "--examples", str(EXAMPLES))
    assert result.exit_code == 0
    samples = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in EXAMPLES.glob("*.jsonl"))
    assert f"{samples} 项请求" in result.stdout
    assert "第十" in result.stdout

"""`luling check`: exit status, forms of the report, waivers, places of problems."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from luling.cli.main import app
from tests.samples import EXAMPLES

GOOD = """编号,法规,名称,提供单位,类型,存储格式,密级,共享范围,更新时限
S1,sanya_2007,法人,工商局,强制共享类,库表,无,全市,每日
"""
BAD = GOOD.replace("强制共享类", "非共享类")


def check(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", "--date", "2026-11-23", *arguments])


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    return str(path)


def test_a_lawful_catalogue_is_fine(good: str) -> None:
    result = check(good)
    assert (result.exit_code, result.stdout) == (0, "1 条, 违反 0 处, 提醒 0 处\n")


def test_a_violation_names_row_column_and_article(bad: str) -> None:
    result = check(bad)
    assert result.exit_code == 1
    assert "第2行 [S1] 违反 分类依据: 缺少分类依据 (sanya_2007/art_11)" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["gone.csv"], ["--date", "morgen"], ["--regulation", "none"], ["--waivers", "x"]]
)
def test_what_cannot_be_checked_is_an_error(good: str, arguments: list[str]) -> None:
    assert check(*arguments, good).exit_code == 2


def test_the_regulation_of_entries_that_name_none(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD.replace("sanya_2007", ""), encoding="utf-8")
    assert "没有说明适用的法规" in check(str(path)).stdout
    assert check("--regulation", "sanya_2007", str(path)).exit_code == 0


def test_json_has_the_fields_of_the_contract(bad: str) -> None:
    report = json.loads(check("--format", "json", bad).stdout)
    (problem,) = report["problems"]
    assert {"entry", "field", "code", "article", "severity", "message", "file", "row"} <= set(problem)
    assert (report["entries"], report["violations"], report["warnings"]) == (1, 1, 0)


def test_junit_has_a_case_for_every_entry(good: str, bad: str) -> None:
    suite = ElementTree.fromstring(check("--format", "junit", good, bad).stdout)[0]
    assert [suite.get("tests"), suite.get("failures"), len(suite.findall("testcase"))] == ["2", "1", 2]


def test_sarif_points_at_file_and_row(bad: str) -> None:
    (run,) = json.loads(check("--format", "sarif", bad).stdout)["runs"]
    (result,) = run["results"]
    assert result["level"] == "error"
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_github_annotations_stay_on_one_line(bad: str) -> None:
    result = check("--format", "github", bad)
    assert result.stdout.startswith("::error file=")
    assert result.stdout.count("\n") == 1


def test_the_report_can_go_to_a_file(bad: str, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    assert check("--format", "json", "--output", str(target), bad).stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["violations"] == 1


def waiver(path: Path, expires: str, reason: str = "正在补充依据") -> str:
    one = {"entry": "S1", "code": "basis_missing", "reason": reason, "expires": expires}
    path.write_text(json.dumps({"waivers": [one]}), encoding="utf-8")
    return str(path)


def test_a_waiver_holds_through_its_last_day(bad: str, tmp_path: Path) -> None:
    assert check("--waivers", waiver(tmp_path / "w.yaml", "2026-11-23"), bad).exit_code == 0
    expired = check("--waivers", waiver(tmp_path / "w.yaml", "2026-11-22"), bad)
    assert expired.exit_code == 1
    assert "expired waiver" in expired.stderr


def test_a_waiver_needs_a_reason(bad: str, tmp_path: Path) -> None:
    assert check("--waivers", waiver(tmp_path / "w.yaml", "2026-12-31", reason=""), bad).exit_code == 2


def test_a_column_that_nobody_knows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD.replace("更新时限\n", "更新时限,变化平繁\n"), encoding="utf-8")
    assert "变化平繁" in check(str(path)).stderr


def test_the_samples_have_the_problems_that_their_documentation_shows() -> None:
    result = check(str(EXAMPLES / "catalogues"))
    assert result.exit_code == 1
    assert result.stdout.endswith("13 条, 违反 13 处, 提醒 1 处\n")
    page = (EXAMPLES.parent / "docs" / "catalogue-checks.md").read_text(encoding="utf-8")
    assert result.stdout.replace(str(EXAMPLES.parent) + "/", "") in page

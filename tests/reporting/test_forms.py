"""The workbook and the page of a report: real numbers, nothing that is executed, legible in a real browser."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from luling.reporting.charts import Bar, chart
from luling.reporting.page import content_security_policy, page
from luling.reporting.workbook import workbook
from tests.engines import missing
from tests.reporting.conftest import Make

EVIL = "=民政局<b>"  # a unit of the ledger is called so


def sheets(report: dict[str, Any]) -> Any:
    return load_workbook(io.BytesIO(workbook(report)))


def test_the_workbook_has_numbers_shares_and_a_header_that_stays(make: Make) -> None:
    book = sheets(make())
    assert book.sheetnames[:3] == ["概要", "单位", "指标"]
    units = book["单位"]
    assert units.freeze_panes == "C2"
    assert [cell.value for cell in units[1]][:5] == [
        "编号",
        "单位",
        "提供共享的信息(项)",
        "数量得分",
        "目录条目合规(占比)",
    ]
    [police] = [row for row in units.iter_rows() if row[0].value == "police"]
    assert [cell.value for cell in police[2:6]] == [2, 100, 0.6667, 0.5]
    assert [cell.number_format for cell in police[2:6]] == ["#,##0", "0.0", "0.0%", "0.0%"]
    total = list(units.iter_rows(values_only=True))[-1]
    assert total[1:3] == ("合计", 4)
    assert [row[:3] for row in book["裁决_按结果"].iter_rows(values_only=True)][1] == ("允许", 7)
    book.close()


def test_what_there_are_no_data_on_is_said_in_its_cell(make: Make) -> None:
    book = sheets(make(logged=False))
    [housing] = [row for row in book["单位"].iter_rows(values_only=True) if row[0] == "housing"]
    assert "没有数据" in housing
    assert [row[0] for row in book["裁决_按结果"].iter_rows(values_only=True)] == ["裁决", "没有数据"]
    book.close()


def test_a_name_that_looks_like_a_formula_is_a_text(make: Make) -> None:
    book = sheets(make())
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == EVIL]
    assert len(found) > 1
    assert {cell.data_type for cell in found} == {"s"}
    book.close()


def test_the_page_executes_nothing_and_fetches_nothing(make: Make) -> None:
    text = page(make())
    assert "<b>" not in text
    assert "=民政局&lt;b&gt;" in text
    assert not re.search(r"<(script|link|iframe|object|img|use)\b|\bon\w+=|\bstyle=|\bsrc=|href=|@import|url\(", text)
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in content_security_policy()
    assert text.count("Content-Security-Policy") == 1


def test_every_chart_stands_beside_its_numbers_and_has_them_as_text(make: Make) -> None:
    text = page(make())
    drawings = re.findall(r"<figure>(<svg.*?</svg>)</figure>", text, re.DOTALL)
    assert len(drawings) == 6
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert re.fullmatch(r"[^:]+: .+ \d.*", root.get("aria-label") or "")
    assert text.count("<table") == text.count("</table>") == 7


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert chart("无", [Bar("甲", 0)], "count") == ""
    assert chart("无", [], "count") == ""


def chromium(*options: str) -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("Chromium")
    assert program is not None
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *options]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page") / "report.html"


def test_a_browser_shows_the_page_by_its_own_policy(make: Make, written: Path, tmp_path: Path) -> None:
    written.write_text(page(make()), encoding="utf-8")
    profile = f"--user-data-dir={tmp_path}"
    shown = chromium(profile, "--dump-dom", written.as_uri())
    assert shown.count("<svg") == 6
    assert "信息资源共享情况评估" in shown
    # What the policy forbade would be told on standard error: the style sheet is let through by its hash.
    logged = subprocess_log(profile, written)
    assert "Content Security Policy" not in logged


def subprocess_log(profile: str, written: Path) -> str:
    program = shutil.which("chromium") or ""
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--enable-logging=stderr",
        profile,
    ]
    command = [program, *options, "--dump-dom", written.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stderr.decode(errors="replace")


def test_the_page_prints_on_a4_with_the_table_of_units_across(make: Make, tmp_path: Path) -> None:
    source, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    source.write_text(page(make()), encoding="utf-8")
    chromium(f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}", source.as_uri())
    sizes = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed.read_bytes()))
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842), (842, 595)}

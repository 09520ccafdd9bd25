"""Catalogues in files: every row is an entry or a problem, none is left out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from luling.compliance.catalogue import known_columns
from luling.compliance.entries import Columns, Entry, UnreadableFileError, catalogue_files, read_entries
from luling.decision.knowledge import Knowledge
from luling.settings import Settings


@pytest.fixture(scope="module")
def columns() -> Columns:
    return known_columns(Knowledge.read(Settings().rules))


def read(path: Path, text: str | bytes, columns: Columns) -> list[Entry]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_entries(path, columns)


def values(entries: list[Entry]) -> list[dict[str, Any]]:
    return [dict(entry.value) for entry in entries]


def test_columns_in_chinese_and_english_are_the_same(tmp_path: Path, columns: Columns) -> None:
    chinese = read(tmp_path / "a.csv", "编号,提供单位,依据层级\n1,甲,法律\n", columns)
    english = read(tmp_path / "b.csv", "id,Provider,level of the basis\n1,甲,法律\n", columns)
    assert values(chinese) == values(english) == [{"id": "1", "provider": "甲", "legal_basis": {"level": "法律"}}]
    assert chinese[0].headers["provider"] == "提供单位"
    assert chinese[0].place == {"file": str(tmp_path / "a.csv"), "row": 2}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_spreadsheet_programs_write_it(tmp_path: Path, columns: Columns, encoding: str) -> None:
    found = read(tmp_path / "a.csv", "编号,名称\n1,人口\n".encode(encoding), columns)
    assert values(found) == [{"id": "1", "name": "人口"}]


def test_titles_may_stand_above_the_column_names_and_blank_rows_between(tmp_path: Path, columns: Columns) -> None:
    found = read(tmp_path / "a.csv", "某市目录,\n,\n编号,名称\n,\n1,人口\n", columns)
    assert [(entry.value["id"], entry.place["row"]) for entry in found] == [("1", 5)]


def test_a_table_without_column_names_is_a_problem(tmp_path: Path, columns: Columns) -> None:
    (found,) = read(tmp_path / "a.csv", "甲,乙\n1,2\n", columns)
    assert [problem.message.en for problem in found.problems] == ["has no row of known column names"]


def test_a_cell_without_column_and_an_error_of_a_cell_are_problems(tmp_path: Path, columns: Columns) -> None:
    (found,) = read(tmp_path / "a.csv", "编号,名称\n1,#N/A,多余\n", columns)
    assert [problem.path for problem in found.problems] == ["name", ""]
    assert found.value == {"id": "1"}


def test_a_column_that_is_not_known_is_told(tmp_path: Path, columns: Columns) -> None:
    (found,) = read(tmp_path / "a.csv", "编号,名称,变化平繁\n1,人口,是\n", columns)
    assert found.unknown == ("变化平繁",)


def test_a_bad_line_is_an_entry_with_its_problem(tmp_path: Path, columns: Columns) -> None:
    found = read(tmp_path / "a.jsonl", '{"id": "1"}\n\n{bad\n[]\n', columns)
    assert [(entry.place["row"], bool(entry.problems)) for entry in found] == [(1, False), (3, True), (4, True)]


@pytest.mark.parametrize("text", ['{"id": "1"}', '[{"id": "1"}]', '{"entries": [{"编号": "1"}]}'])
def test_a_document_is_one_entry_or_several(tmp_path: Path, columns: Columns, text: str) -> None:
    assert values(read(tmp_path / "a.json", text, columns)) == [{"id": "1"}]


def test_every_sheet_of_a_workbook_is_read(tmp_path: Path, columns: Columns) -> None:
    workbook = Workbook()
    first = workbook.active
    assert first is not None
    first.append(["编号", "数据变更日期", "已备份"])
    first.append([1, dt.date(2026, 11, 2), True])
    second = workbook.create_sheet("单位")
    second.append(["id", "name"])
    second.append(["2", "市民政局"])
    workbook.create_sheet("空")
    workbook.save(tmp_path / "a.xlsx")
    found = read_entries(tmp_path / "a.xlsx", columns)
    assert [(entry.place["sheet"], entry.place["row"]) for entry in found] == [(first.title, 2), ("单位", 2)]
    assert str(found[0].value["data_changed"]).startswith("2026-11-02")


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.xlsx", b"no workbook"), ("a.json", b"{"), ("a.json", b"3"), ("a.csv", b""), ("a.csv", b"\xff\xff\xff")],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, columns: Columns, name: str, body: bytes) -> None:
    with pytest.raises((UnreadableFileError, AssertionError)):
        assert not read(tmp_path / name, body, columns)[0].problems


def test_directories_are_searched_and_other_files_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.csv", "sub/a.jsonl", "note.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in catalogue_files([tmp_path])] == ["b.csv", "a.jsonl"]
    for path in (tmp_path / "note.txt", tmp_path / "gone.csv"):
        with pytest.raises(UnreadableFileError):
            catalogue_files([path])

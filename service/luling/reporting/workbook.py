"""A report as an XLSX workbook: numbers as numbers, shares as percentages, a header that stays in sight."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luling.reporting.layout import NO_DATA, columns, statement, total_row, unit_row

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {"share": "0.0%", "score": "0.0", "count": "#,##0", "figure": "#,##0"}
_HEAD = PatternFill("solid", fgColor="E8ECF2")
_WIDEST = 60
_LONGEST_SHEET_NAME = 31


def workbook(report: Mapping[str, Any]) -> bytes:
    """The workbook of a report document."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _overview(first, report)
    _units(book.create_sheet("单位"), report)
    _criteria(book.create_sheet("指标"), report)
    for table in report["tables"]:
        _table(book.create_sheet(table["title"]["zh"].replace(", ", "_")[:_LONGEST_SHEET_NAME]), table)
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    return stream.getvalue()


def _overview(sheet: Worksheet, report: Mapping[str, Any]) -> None:
    sheet.title = "概要"
    _head(sheet, ("项目", "内容"))
    for name, value in statement(report):
        _row(sheet, (name, value))
    for number, note in enumerate(report["notes"], start=1):
        _row(sheet, (f"说明{number}", note["zh"]))
    _row(sheet, ("效力", report["validity"]["zh"]))
    _finish(sheet)


def _units(sheet: Worksheet, report: Mapping[str, Any]) -> None:
    shown = columns(report)
    kinds = ["", "", *(column.kind for column in shown)]
    _head(sheet, ("编号", "单位", *(column.title for column in shown)))
    for unit in report["units"]:
        _row(sheet, (unit["id"], unit["name"], *unit_row(unit, shown)), kinds)
    _row(sheet, ("", "合计", *total_row(report, shown)), kinds, bold=True)
    _finish(sheet, frozen="C2")


def _criteria(sheet: Worksheet, report: Mapping[str, Any]) -> None:
    weighed = ("权重",) if report["scored"] else ()
    _head(sheet, ("指标", "依据", *weighed, "计数项目", "解释"))
    for criterion in report["criteria"]:
        weight = (criterion["weight"],) if report["scored"] else ()
        measured = "; ".join(one["title"]["zh"] for one in criterion["measures"]) or NO_DATA
        reading = criterion["reading"]["zh"] if criterion["reading"] else ""
        _row(sheet, (criterion["title"]["zh"], criterion["citation"], *weight, measured, reading))
    _finish(sheet)


def _table(sheet: Worksheet, table: Mapping[str, Any]) -> None:
    _head(sheet, [column["zh"] for column in table["columns"]])
    for _, *values in table["rows"] or ():
        _row(sheet, values, ["", *("count" for _ in values)])
    if table["rows"] is None:
        _row(sheet, (NO_DATA,))
    if table["left_out"]:
        _row(sheet, (f"其余{table['left_out']}项未列",))
    _finish(sheet)


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    _row(sheet, names, bold=True)
    for cell in sheet[1]:
        cell.fill = _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _row(sheet: Worksheet, values: Sequence[Any], kinds: Sequence[str] = (), *, bold: bool = False) -> None:
    cells = [_cell(sheet, value, kind) for value, kind in zip_longest(values, kinds[: len(values)])]
    for cell in cells if bold else ():
        cell.font = Font(bold=True)
    sheet.append(cells)


def _cell(sheet: Worksheet, value: Any, kind: str | None) -> Cell:
    cell = Cell(sheet, row=1, column=1, value=NO_DATA if value is None else value)
    if isinstance(cell.value, str):
        cell.data_type = "s"  # a name that begins with `=` is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif kind:
        cell.number_format = _FORMATS[kind]
    return cell


def _finish(sheet: Worksheet, frozen: str = "A2") -> None:
    sheet.freeze_panes = frozen
    for number, cells in enumerate(sheet.iter_cols(values_only=True), start=1):
        width = max((_width(str(value)) for value in cells if value is not None), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(width + 2, _WIDEST)


def _width(text: str) -> int:
    """How wide a text is; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)

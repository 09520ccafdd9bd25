"""A report as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from luling.law.citation import cite
from luling.law.reporting import Report
from luling.reporting.layout import NO_DATA, Column, columns, shown_value, statement, total_row, unit_row

_WIDTH = 1000  # tables are as wide as they need to be: rich cuts Chinese headings off where it has to squeeze them
_MOST_ROWS = 20


def listed(reports: Mapping[str, Report]) -> str:
    """The reports of a regulation."""
    lines = (f"{name}\t{one.title.zh} ({cite(one.article)})\t{one.title.en}" for name, one in reports.items())
    return "".join(f"{line}\n" for line in lines)


def account(report: Mapping[str, Any]) -> str:
    """A report document: what it is, its notes, the units, the breakdowns."""
    console = Console(width=_WIDTH)
    with console.capture() as capture:
        for name, value in statement(report):
            console.print(f"[bold]{name}[/]: {escape(value)}", soft_wrap=True, highlight=False)
        for note in report["notes"]:
            console.print(f"· {escape(note['zh'])}", soft_wrap=True, highlight=False)
        shown = columns(report)
        _headed(console, "各单位 · units", _units(report, [column for column in shown if column.measure]))
        if report["scored"]:
            _headed(console, "得分 · scores", _units(report, [column for column in shown if not column.measure]))
        for table in report["tables"]:
            _headed(console, f"{table['title']['zh']} · {table['title']['en']}", _breakdown(table))
    return capture.get()


def _headed(console: Console, title: str, table: Table) -> None:
    console.print(f"\n[bold]{escape(title)}[/]", soft_wrap=True, highlight=False)
    console.print(table)


def _units(report: Mapping[str, Any], shown: Sequence[Column]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("单位")
    for column in shown:
        table.add_column(column.title, justify="right")
    for unit in report["units"]:
        table.add_row(escape(unit["name"]), *_cells(unit_row(unit, shown), shown))
    if any(column.measure for column in shown):
        table.add_section()
        table.add_row("合计", *_cells(total_row(report, shown), shown))
    return table


def _cells(values: Any, shown: Any) -> list[str]:
    return [
        "—" if value is None else shown_value(value, column.kind) for value, column in zip(values, shown, strict=True)
    ]


def _breakdown(breakdown: Mapping[str, Any]) -> Table:
    table = Table(box=SIMPLE_HEAD, caption_justify="left")
    for number, column in enumerate(breakdown["columns"]):
        table.add_column(column["zh"], justify="right" if number else "left")
    if breakdown["rows"] is None:
        table.add_row(NO_DATA)
    rows = breakdown["rows"] or []
    for _, name, *numbers in rows[:_MOST_ROWS]:
        table.add_row(escape(name), *(shown_value(number, "count") for number in numbers))
    rest = max(len(rows) - _MOST_ROWS, 0) + breakdown["left_out"]
    if rest:
        table.caption = f"其余{rest}项未列"
    return table

"""`luling coverage`: what of the law is encoded, article by article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAVY
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from luling.analysis.checkout import Checkout
from luling.analysis.citations import Source
from luling.analysis.coverage import MarkState, Row, Status, Table, read_table, uncovered
from luling.analysis.coverage_report import STATUS_WORDS, document, page, program_marks, totals
from luling.analysis.gaps import Gap, gaps, unreached
from luling.cli.options import fail
from luling.law.citation import cite
from luling.law.regulation import LawError
from luling.settings import Settings, law_directory

FINE, GAPS = 0, 1
_WIDTH = 120  # columns that the table needs; a narrower terminal breaks its lines, and nothing is cut
_SIGNS = {Status.encoded: "✓", Status.provided: "✓", Status.planned: "…", Status.reasoned: "", Status.missing: "✗"}
_STYLES = {
    Status.encoded: "green",
    Status.provided: "green",
    Status.planned: "yellow",
    Status.reasoned: "dim",
    Status.missing: "bold red",
}
_STATUS = "退出码 exit status: 0 没有缺漏 no gaps · 1 有缺漏 gaps · 2 用法或者工具错误 error"


class Form(StrEnum):
    """The forms of the report."""

    text = "text"
    json = "json"
    html = "html"


FormOption = Annotated[Form, typer.Option("--format", help="报告的形式 · form of the report")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="写入文件 · write into this file")]
BriefOption = Annotated[bool, typer.Option("--brief", help="只列缺漏和总数 · gaps and totals only (text)")]
LinesOption = Annotated[
    Path | None,
    typer.Option("--lines", help="`opa test --coverage --format json` 的报告 · its report: every line must be reached"),
]


def coverage(
    form: FormOption = Form.text,
    output: OutputOption = None,
    brief: BriefOption = False,
    lines: LinesOption = None,
    rules: Annotated[Path | None, typer.Option(help="法规数据目录 · the law as data")] = None,
    policies: Annotated[Path | None, typer.Option(help="策略目录 · the law as policy, with its tests")] = None,
    features: Annotated[Path | None, typer.Option(help="用例目录 · the law as examples")] = None,
) -> None:
    """Reports the coverage of a checkout; see `help` of the command."""
    settings = Settings()
    checkout = Checkout(
        rules or settings.rules, policies or settings.policies, features or law_directory() / "features"
    )
    try:
        table = read_table(checkout)
        stretches = None if lines is None else uncovered(_report(lines))
        found = [*gaps(table), *unreached(stretches or [])]
        text = _written(form, table, found, stretches, brief)
        if output is None:
            typer.echo(text, nl=False)
        else:
            output.write_text(text, encoding="utf-8")
            typer.echo(_summary(table, found), err=True)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror or error}")
    except (LawError, ValueError) as error:
        fail(str(error))
    raise typer.Exit(GAPS if found else FINE)


HELP = (
    "条文覆盖: 每一条由哪些规则、职权、用例和测试编码 · "
    f"coverage of the law: what encodes each article of a checkout, and what is missing. {_STATUS}"
)


def _report(path: Path) -> dict[str, Any]:
    report = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(report, dict) or "files" not in report:
        raise ValueError(f"`{path}` is no report of `opa test --coverage --format json`")
    return report


def _written(form: Form, table: Table, found: Sequence[Gap], stretches: list[str] | None, brief: bool) -> str:
    if form is Form.json:
        return json.dumps(document(table, found, stretches), ensure_ascii=False, indent=2) + "\n"
    if form is Form.html:
        return page(table, found, stretches)
    console = Console()
    if not console.is_terminal or console.width < _WIDTH:
        console = Console(width=_WIDTH)
    with console.capture() as capture:
        for regulation in [] if brief else table.checkout.regulations:
            console.print(_of_regulation(table, regulation))
        if not brief:
            console.print(_legend(table))
        for gap in found:
            console.print(
                f"[bold red]✗[/] {gap.kind.value[0]} · {escape(gap.message)}", soft_wrap=True, highlight=False
            )
        console.print(_summary(table, found), soft_wrap=True, highlight=False)
    return capture.get()


def _of_regulation(table: Table, regulation: str) -> RichTable:
    words = table.title(regulation)
    shown = RichTable(title=f"{words.zh} · {regulation}", title_justify="left", box=SIMPLE_HEAVY, padding=(0, 1, 0, 0))
    shown.add_column("条文\narticle", min_width=24, overflow="fold")
    shown.add_column("标记\nmarks", min_width=12, overflow="fold")
    programs = (words.zh for words in program_marks(table).values())
    examples = ("合法\nlawful", "不合法\nunlawful", "测试\ntests")
    for heading in ("数据\ndata", "规则\nrules", "职权\ncomp.", "程序\nproc.", "报告\nrep.", *programs, *examples):
        shown.add_column(heading, justify="right", no_wrap=True)
    for row in table.of(regulation):
        shown.add_row(*_cells(table, row))
    return shown


def _cells(table: Table, row: Row) -> list[str]:
    numbers = (
        len(row.of(Source.identity)) + len(row.of(Source.parameter)),
        len(row.of(Source.rule)),
        len(row.of(Source.competence)),
        len(row.of(Source.procedure)),
        len(row.of(Source.report)),
    )
    examples = (
        len(row.of(Source.scenario, "lawful")),
        len(row.of(Source.scenario, "unlawful")),
        len(row.of(Source.test)),
    )
    return [
        escape(f"{cite(row.article.id)} {row.article.title.zh}"),
        " ".join(_mark(table, state) for state in row.states),
        *(str(number or "") for number in numbers),
        *(_program(row, mark) for mark in program_marks(table)),
        *(str(number or "") for number in examples),
    ]


def _mark(table: Table, state: MarkState) -> str:
    provider = table.marks.marks.get(state.mark)
    words = provider.words.zh if provider else state.mark
    return f"[{_STYLES[state.status]}]{words}{_SIGNS[state.status]}[/]"


def _program(row: Row, mark: str) -> str:
    state = row.state(mark)
    return f"[{_STYLES[state.status]}]{_SIGNS[state.status]}[/]" if state else ""


def _legend(table: Table) -> str:
    signs = " · ".join(
        f"[{_STYLES[status]}]{_SIGNS[status] or '(无符号)'}[/] {words.zh} {words.en}"
        for status, words in STATUS_WORDS.items()
        if status is not Status.provided
    )
    planned = dict.fromkeys(
        state.explanation for row in table.rows for state in row.states if state.explanation is not None
    )
    lines = [f"标记 marks: {signs}"]
    for explanation in planned:
        mark = table.marks.marks[explanation.mark].words.zh
        status = STATUS_WORDS[Status(explanation.status)].zh
        lines.append(f"  {mark}, {status}: {explanation.by.zh}。{explanation.reason.zh} ({explanation.recorded})")
    return "\n".join(lines)


def _summary(table: Table, found: Sequence[Gap]) -> str:
    counted = totals(table)
    marks = ", ".join(f"{STATUS_WORDS[status].zh} {number}" for status, number in counted.items())
    english = ", ".join(f"{number} {STATUS_WORDS[status].en}" for status, number in counted.items())
    return (
        f"{len(table.rows)} 条, 标记: {marks}; 缺漏 {len(found)} 处\n"
        f"{len(table.rows)} articles, marks: {english}; {len(found)} gaps"
    )

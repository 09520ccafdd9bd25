"""`luling report`: a report of a regulation on a period, from the register, the procedures and the evidence log."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from luling.audit.entry import LogError
from luling.cli.options import EngineOption, PoliciesOption, RulesOption, fail, settings_of
from luling.cli.report_account import account, listed
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.register.book import Book
from luling.reporting.making import Reporting, UnknownReportError
from luling.reporting.page import page
from luling.reporting.workbook import workbook
from luling.request.errors import RequestError
from luling.settings import Settings
from luling.storage.database import Database, StorageError

HELP = (
    "编制报告 · make a report on a period; without --report, tell which there are. "
    "退出码 exit status: 0 已编制 made · 2 用法或者工具错误 error"
)


class Form(StrEnum):
    """The forms of a report."""

    text = "text"
    json = "json"
    xlsx = "xlsx"
    html = "html"


def make_report(
    regulation: Annotated[str, typer.Argument(metavar="REGULATION")],
    report: Annotated[str | None, typer.Option("--report", help="哪一份报告 · which report")] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="期间 · 2026, 2026-H1, 2026-Q3, 2026-11; 默认本年 default this year")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="形式 · form")] = Form.text,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写入文件 · the file to write")] = None,
    weight: Annotated[list[str] | None, typer.Option("--weight", help="权重 指标:数 · criterion:number")] = None,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Makes a report, or lists the reports; see `HELP`."""
    if form is Form.xlsx and out is None:
        fail("XLSX 须给出 --out · needs --out FILE")
    settings = settings_of(engine, rules, policies)
    try:
        content = asyncio.run(_run(settings, regulation, report, period, form, weight or []))
    except (EngineError, LawError, LogError, PolicyError, RequestError, StorageError, UnknownReportError) as error:
        fail(str(error))
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        fail(f"{out}: {error.strerror or error}")


async def _run(
    settings: Settings, regulation: str, report: str | None, period: str | None, form: Form, weights: list[str]
) -> bytes:
    async with DecisionPoint(settings) as point:
        with Book(settings.database.get_secret_value(), migrate=settings.migrate) as book:
            log = _log(settings)
            try:
                reporting = Reporting(point, book.database, log)
                if report is None:
                    return listed(reporting.reports(regulation)).encode()
                return _written(await reporting.make(reporting.read(regulation, report, period, weights)), form)
            finally:
                if log is not None:
                    log.close()


def _written(made: Mapping[str, Any], form: Form) -> bytes:
    match form:
        case Form.xlsx:
            return workbook(made)
        case Form.html:
            return page(made).encode()
        case Form.json:
            return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()
        case Form.text:
            return account(made).encode()


def _log(settings: Settings) -> Database | None:
    """The evidence log, to be read; None where there is none. No file is made for one."""
    if settings.evidence_url is None:
        return None
    log = Database(settings.evidence_url)
    if log.sqlite and not Path(log.url.database or "").is_file():
        log.close()
        return None
    return log

"""`luling check`: catalogues in files, entry by entry."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from luling.cli.options import EngineOption, Language, LanguageOption, PoliciesOption, RulesOption, fail, settings_of
from luling.compliance.catalogue import VIOLATION, Report, check, known_columns
from luling.compliance.entries import Entry, UnreadableFileError, catalogue_files, read_entries
from luling.compliance.reports import FORMATS
from luling.compliance.waivers import Waiver, WaiverError, read_waivers, waive
from luling.decision.point import DecisionPoint
from luling.law.calendar import ZONE
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.request.normalisation import parse_day
from luling.settings import Settings

FINE, VIOLATIONS = 0, 1
HELP = (
    "检查目录 · check catalogues (JSON, JSONL, CSV, XLSX; 目录 directories too). "
    "退出码 exit status: 0 没有违反 no violation · 1 有违反 violations · 2 用法错误或者不能读取 usage, unreadable"
)
_LONG = 500  # entries from which a progress bar is worth its lines


class Form(StrEnum):
    """The forms of a report."""

    text = "text"
    json = "json"
    junit = "junit"
    sarif = "sarif"
    github = "github"


def check_catalogues(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", show_default=False)],
    regulation: Annotated[str | None, typer.Option(help="没有写明法规的条目适用 · for entries that name none")] = None,
    form: Annotated[Form, typer.Option("--format", help="报告的形式 · form of the report")] = Form.text,
    output: Annotated[Path | None, typer.Option(help="写入文件 · write into this file")] = None,
    waivers: Annotated[
        Path | None, typer.Option(help="豁免清单 · waivers, each with reason and last day (YAML)")
    ] = None,
    day: Annotated[str | None, typer.Option("--date", help="检查日期 · day of the check, YYYY-MM-DD")] = None,
    lang: LanguageOption = Language.zh,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Checks every entry of the files and writes one report; see `HELP`."""
    settings = settings_of(engine, rules, policies)
    try:
        now = _instant(day)
        waived = read_waivers(waivers) if waivers else []
        report = asyncio.run(_report(settings, paths, regulation, now))
        report = _without_waived(report, waived, now.astimezone(ZONE).date())
        _write(FORMATS[form.value](report, lang.value), output)
    except (UnreadableFileError, WaiverError, EngineError, PolicyError, LawError, OSError) as error:
        fail(str(error))
    raise typer.Exit(VIOLATIONS if report.count(VIOLATION) else FINE)


def _instant(day: str | None) -> dt.datetime:
    """Now, or the end of the day that was asked for: what had to be done on that day could still be done."""
    if day is None:
        return dt.datetime.now(dt.UTC)
    found = parse_day(day)
    if found is None:
        fail(f"`--date`: 不是日期 · is no day: `{day}`")
    return dt.datetime.combine(found, dt.time(23, 59, 59), ZONE)


async def _report(settings: Settings, paths: Sequence[Path], regulation: str | None, now: dt.datetime) -> Report:
    async with DecisionPoint(settings) as point:
        if regulation is not None and regulation not in point.knowledge.regulations:
            fail(f"没有法规 · no regulation `{regulation}`: {', '.join(point.knowledge.regulations)}")
        columns = known_columns(point.knowledge)
        entries = [entry for path in catalogue_files(paths) for entry in read_entries(path, columns)]
        _tell_unknown(entries)
        console = Console(stderr=True)
        with Progress(console=console, disable=len(entries) < _LONG or not sys.stderr.isatty()) as progress:
            task = progress.add_task("检查 checking", total=len(entries))
            return await check(point, entries, now, regulation, lambda: progress.advance(task))


def _tell_unknown(entries: Sequence[Entry]) -> None:
    """Columns that are not read, once for each table: a misspelt name must not pass for an entry that is silent."""
    places: dict[str, dict[str, None]] = {}
    for entry in entries:
        place = " · ".join(str(entry.place[key]) for key in ("file", "sheet") if key in entry.place)
        places.setdefault(place, {}).update(dict.fromkeys(entry.unknown))
    for place, names in places.items():
        if names:
            typer.echo(f"{place}: 不认识的列, 未检查 · unknown columns, not checked: {', '.join(names)}", err=True)


def _without_waived(report: Report, waivers: Sequence[Waiver], today: dt.date) -> Report:
    found = waive(report.problems, waivers, today)
    if found.waived:
        typer.echo(f"豁免 · waived: {len(found.waived)}", err=True)
    for waiver in found.expired:
        told = f"`{waiver.entry}` `{waiver.code}` ({waiver.expires})"
        typer.echo(f"豁免已到期 · expired waiver: {told}", err=True)
    return dataclasses.replace(report, problems=found.standing)


def _write(report: str, output: Path | None) -> None:
    if output is None:
        typer.echo(report, nl=False)
    else:
        output.write_text(report, encoding="utf-8")

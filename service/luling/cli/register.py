"""`luling register`: tables into the register and out of it, and one record with its versions."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from luling.cli.options import EngineOption, PoliciesOption, RulesOption, fail, settings_of
from luling.compliance.admission import Admission, Importer
from luling.compliance.entries import UnreadableFileError, catalogue_files
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.register.book import Book
from luling.register.export import SUFFIXES, export
from luling.register.forms import COLLECTIONS, default_type
from luling.request.normalisation import parse_instant, utc_text
from luling.settings import Settings
from luling.storage.database import StorageError

FINE, REFUSED = 0, 1
_STAGES = {"read": "读取 reading", "check": "检查 checking", "write": "登记 writing"}
_IMPORT = (
    "导入 · import tables (CSV, XLSX, JSON, JSONL) after the catalogue check. "
    "退出码 exit status: 0 已登记 recorded · 1 有违反, 未登记或有行未登记 violations, or rows refused · 2 错误 error"
)

app = typer.Typer(help="登记簿 · the register: import, export, show", no_args_is_help=True)


class Kind(StrEnum):
    """The kinds of record. Organisations and resources stand in one table, the catalogue, and may be mixed."""

    organizations = "organizations"
    resources = "resources"
    agreements = "agreements"
    approvals = "approvals"


KindOption = Annotated[Kind, typer.Option("--kind", help="登记的种类 · kind of record")]


@app.command("import", help=_IMPORT)
def import_tables(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE…", show_default=False)],
    kind: KindOption = Kind.resources,
    regulation: Annotated[str | None, typer.Option(help="没有写明法规的条目适用 · for entries that name none")] = None,
    accept_violations: Annotated[
        bool, typer.Option("--accept-violations", help="有违反也登记 · record in spite of violations")
    ] = False,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    settings = settings_of(engine, rules, policies)
    try:
        done = asyncio.run(_import(settings, paths, kind, regulation, accept_violations))
    except (UnreadableFileError, EngineError, PolicyError, LawError, StorageError, OSError) as error:
        fail(str(error))
    _tell(done)
    raise typer.Exit(REFUSED if done.stopped or done.refused else FINE)


async def _import(
    settings: Settings, paths: Sequence[Path], kind: Kind, regulation: str | None, accept: bool
) -> Admission:
    with book_of(settings) as book:
        async with DecisionPoint(settings) as point:
            if regulation is not None and regulation not in point.knowledge.regulations:
                fail(f"没有法规 · no regulation `{regulation}`: {', '.join(point.knowledge.regulations)}")
            importer = Importer(point, book, COLLECTIONS[kind.value], "luling register import")
            with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
                tasks = {stage: progress.add_task(words, total=None) for stage, words in _STAGES.items()}

                def advance(stage: str, rows: int) -> None:
                    progress.update(tasks[stage], completed=rows)

                return await importer.run(catalogue_files(paths), regulation, accept, advance)


def _tell(done: Admission) -> None:
    for one in done.problems:
        place = ":".join(str(one[key]) for key in ("file", "sheet", "row") if key in one)
        article = f" [{one['article']}]" if one["article"] else ""
        typer.echo(f"{place} {one['field']}: {one['message']['zh']} · {one['message']['en']}{article}", err=True)
    if done.unknown:
        typer.echo(f"不认识的列, 未读 · unknown columns, not read: {', '.join(done.unknown)}", err=True)
    counted = (
        f"{done.rows} 行 rows: 登记 written {done.written}, 未变 unchanged {done.unchanged}, "
        f"不能登记 refused {done.refused}; 违反 violations {done.violations}"
    )
    typer.echo(counted + ("; 未作登记 · nothing was recorded" if done.stopped else ""))


@app.command("export", help="导出, 可再导入 · write a table that can be imported again (.csv, .xlsx, .jsonl)")
def export_table(
    path: Annotated[Path, typer.Argument(metavar="FILE")],
    kind: KindOption = Kind.resources,
    at: Annotated[str | None, typer.Option(help="当时的登记, RFC 3339 · as it was at an instant")] = None,
    rules: RulesOption = None,
) -> None:
    if path.suffix.lower() not in SUFFIXES:
        fail(f"`{path}`: not one of {', '.join(SUFFIXES)}")
    moment = parse_instant(at) if at else None
    if at and moment is None:
        fail(f"`--at`: 应为带时区的RFC 3339时间 · must be an RFC 3339 instant: `{at}`")
    settings = settings_of(None, rules, None)
    try:
        vocabulary = Knowledge.read(settings.rules).vocabulary
        with book_of(settings) as book:
            rows = export(book, COLLECTIONS[kind.value], vocabulary, path, utc_text(moment) if moment else None)
    except (StorageError, LawError, OSError) as error:
        fail(str(error))
    typer.echo(f"{path}: {rows} 行 rows")


@app.command(help="一项登记及其所有版本 · one record, every version, one a line (JSON)")
def show(
    identity: Annotated[str, typer.Argument(metavar="ID")],
    kind: KindOption = Kind.resources,
    type_: Annotated[str | None, typer.Option("--type", help="类型 · type")] = None,
    rules: RulesOption = None,
) -> None:
    settings = settings_of(None, rules, None)
    collection = COLLECTIONS[kind.value]
    try:
        vocabulary = Knowledge.read(settings.rules).vocabulary
        names: list[Any] = [type_ or default_type(collection, vocabulary), identity] if collection.typed else [identity]
        with book_of(settings) as book, book.database.reading() as session:
            versions = [collection.shown(one) for one in book.register.history(session, collection.table, names)]
    except (StorageError, LawError) as error:
        fail(str(error))
    if not versions:
        fail(f"登记簿没有 · not in the register: `{identity}`")
    for one in versions:
        typer.echo(json.dumps(one, ensure_ascii=False))


def book_of(settings: Settings) -> Book:
    """The register that the settings name, not opened yet.

    Raises:
        StorageError: it is of no known kind.
    """
    return Book(
        settings.database.get_secret_value(), settings.register_cache, settings.register_staleness, settings.migrate
    )

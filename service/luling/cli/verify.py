"""`luling verify`: the properties of the law over every case."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Container
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from luling.analysis.verification_report import account, document, lines
from luling.analysis.verify import Outcome, Plan, Report, verify
from luling.cli.options import PoliciesOption, RulesOption, fail
from luling.decision.knowledge import Knowledge
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.policy.syntax import SyntaxUnknownError
from luling.settings import Settings

FINE, BROKEN = 0, 1
SAMPLE = 200  # cases of each regulation and action where nothing else is asked for
_WIDTH = 110
_STATUS = "退出码 exit status: 0 全部成立 all hold · 1 有不成立的 some do not · 2 用法或者工具错误 error"
HELP = f"验证每种情形 · prove properties of the law over every case, or try them on a sample. {_STATUS}"

RegulationOption = Annotated[
    list[str] | None, typer.Option("--regulation", help="法规, 可多次 · regulation, repeatable")
]
ActionOption = Annotated[list[str] | None, typer.Option("--action", help="行为 · action, repeatable")]
WholeOption = Annotated[bool, typer.Option("--whole", help="全部情形 · every case")]
SampleOption = Annotated[int | None, typer.Option("--sample", min=1, help="每种行为抽样数 · cases of each action")]
SeedOption = Annotated[int, typer.Option("--seed", help="抽样种子 · seed of the sample")]
JobsOption = Annotated[int | None, typer.Option("--jobs", min=1, help="进程数 · processes (default: one per core)")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON报告 · report as JSON")]


def verify_law(
    regulation: RegulationOption = None,
    action: ActionOption = None,
    whole: WholeOption = False,
    sample: SampleOption = None,
    seed: SeedOption = 0,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    """The command; see `HELP`."""
    if whole and sample is not None:
        fail("`--whole` 与 `--sample` 只能选一 · `--whole` and `--sample` exclude each other")
    settings = Settings()
    rules = rules or settings.rules
    try:
        knowledge = Knowledge.read(rules)
        plan = Plan(
            rules,
            policies or settings.policies,
            settings.entrypoint,
            _known(regulation, knowledge.regulations, "regulation"),
            _known(action, knowledge.vocabulary.actions, "action"),
            None if whole else sample or SAMPLE,
            seed,
        )
        spaces = len(plan.regulations or knowledge.regulations) * len(plan.actions or knowledge.vocabulary.actions)
        report = _run(plan, jobs or os.cpu_count() or 1, spaces)
    except (EngineError, PolicyError, LawError, SyntaxUnknownError) as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(document(report, knowledge), ensure_ascii=False, indent=2, default=str))
    else:
        _show(report, knowledge, proven=whole)
    raise typer.Exit(FINE if report.sound else BROKEN)


def _run(plan: Plan, jobs: int, spaces: int) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("验证 verifying", total=spaces)

        def done(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=f"{outcome.regulation} {outcome.action}")

        return verify(plan, jobs, done)


def _show(report: Report, knowledge: Knowledge, *, proven: bool) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    table = Table(title="全部情形的证明 · proof over every case" if proven else "抽样验证 · sample, not a proof")
    headings = (
        "法规 regulation",
        "行为 actions",
        "情形 cases",
        "求值 evaluations",
        "已证明 proven",
        "秒 s",
        "未通过 failures",
    )
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    for line in lines(report):
        table.add_row(
            line.regulation,
            str(line.actions),
            f"{line.cases:,}",
            f"{line.evaluated:,}",
            f"{line.proven}/{line.actions}",
            f"{line.seconds:,.1f}",
            str(line.failures),
        )
    console.print(table)
    evaluated = sum(outcome.evaluated for outcome in report.outcomes)
    cases = sum(outcome.cases for outcome in report.outcomes)
    console.print(
        f"{cases:,} 种情形 cases, {evaluated:,} 次求值 evaluations, {report.seconds:,.1f} s, "
        f"{evaluated / max(report.seconds, 1e-9):,.0f}/s",
        highlight=False,
    )
    for failure in report.failures:
        typer.echo("\n" + "\n".join(account(failure, knowledge)))


def _known(given: list[str] | None, known: Container[str], what: str) -> tuple[str, ...]:
    for name in given or ():
        if name not in known:
            fail(f"没有 `{name}` · there is no {what} `{name}`")
    return tuple(given or ())

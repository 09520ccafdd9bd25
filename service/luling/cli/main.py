"""The commands and their options."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
import uvicorn
from rich.console import Console
from rich.progress import track

from luling import logs
from luling.cli import audit, case, corpus, database, key, notify, register
from luling.cli.account import Account
from luling.cli.check import HELP as CHECK_HELP
from luling.cli.check import check_catalogues
from luling.cli.coverage import HELP as COVERAGE_HELP
from luling.cli.coverage import coverage
from luling.cli.demonstration import demonstrate, record_samples, sample_register
from luling.cli.find import HELP as FIND_HELP
from luling.cli.find import find_conduct
from luling.cli.options import (
    FAILED,
    EngineOption,
    Language,
    LanguageOption,
    PoliciesOption,
    RulesOption,
    fail,
    settings_of,
)
from luling.cli.report import HELP as REPORT_HELP
from luling.cli.report import make_report
from luling.cli.requests import Entry, read_entries
from luling.cli.verify import HELP as VERIFY_HELP
from luling.cli.verify import verify_law
from luling.decision.decided import refused
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.request.errors import RequestError
from luling.settings import Settings, is_loopback
from luling.storage.database import StorageError

FINE, NOT_ALL_PERMITTED = 0, 1
_FAREWELL = 30  # seconds for answers under way when the service is told to stop
_TABLE = 130  # columns of the samples' table where there is no terminal to ask
_LONG = 500  # requests from which a progress bar is worth its lines
_STATUS = "退出码 exit status: 0 全部允许 all permitted · 1 并非全部允许 not all · 2 用法或者工具错误 error"


app = typer.Typer(
    name="luling",
    help="律令: 政务数据共享法规的策略裁决 · the law of government data sharing as policy",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Result = TypeVar("Result")
PortOption = Annotated[int, typer.Option(min=0, max=65535, help="端口 · port")]


app.command("check", help=CHECK_HELP)(check_catalogues)
app.command(help=COVERAGE_HELP)(coverage)
app.command("verify", help=VERIFY_HELP)(verify_law)
app.command("find", help=FIND_HELP)(find_conduct)
app.command("report", help=REPORT_HELP)(make_report)
app.add_typer(corpus.app, name="corpus")
app.add_typer(database.app, name="database")
app.add_typer(key.app, name="key")
app.add_typer(audit.app, name="audit")
app.add_typer(register.app, name="register")
app.add_typer(case.app, name="case")
app.add_typer(notify.app, name="notify")


@app.command(help=f"裁决请求 · decide requests (JSON or JSON Lines; `-` is standard input). {_STATUS}")
def decide(
    source: Annotated[str, typer.Argument(metavar="FILE|-")],
    as_json: Annotated[bool, typer.Option("--json", help="每行一项答复 · one answer a line")] = False,
    lang: LanguageOption = Language.zh,
    with_register: Annotated[
        bool, typer.Option("--register", help="填入登记簿的事实 · fill in the facts of the register")
    ] = False,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    try:
        entries = read_entries(source)
    except OSError as error:
        fail(f"{source}: {error.strerror or error}")
    if not entries:
        fail(f"{source}: 没有请求 · holds no request")

    async def run(point: DecisionPoint) -> int:
        account = Account(point.knowledge, lang.value)
        status = FINE
        shown = track(
            entries,
            description="裁决 deciding",
            console=Console(stderr=True),
            disable=len(entries) < _LONG or not sys.stderr.isatty(),
        )
        for number, entry in enumerate(shown):
            answer = await _answer(point, entry)
            if as_json:
                typer.echo(json.dumps(answer, ensure_ascii=False))
            else:
                typer.echo(("\n" if number else "") + "\n".join(account.lines(entry.request, answer)))
            status = max(status, _status(answer))
        return status

    raise typer.Exit(_with_point(settings_of(engine, rules, policies), run, with_register=with_register))


@app.command(help="启动裁决服务 · serve the decision point over HTTP")
def serve(
    host: Annotated[str, typer.Option(help="监听地址 · address")] = "127.0.0.1",
    port: PortOption = 8000,
    workers: Annotated[int, typer.Option(min=1, help="工作进程数 · worker processes")] = 1,
    certificate: Annotated[Path | None, typer.Option(help="TLS证书链(PEM) · certificate chain", dir_okay=False)] = None,
    private_key: Annotated[
        Path | None, typer.Option("--key", help="私钥(PEM) · its private key", dir_okay=False)
    ] = None,
    behind_gateway: Annotated[
        bool, typer.Option("--behind-gateway", help="身份由前置网关验证 · a gateway before this proves who calls")
    ] = False,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    if (certificate is None) != (private_key is None):
        fail("--certificate 和 --key 须同时给出 · --certificate and --key belong together")
    for path in filter(None, (certificate, private_key)):
        if not os.access(path, os.R_OK):
            fail(f"{path}: 无法读取 · cannot be read")
    settings = settings_of(engine, rules, policies)
    if settings.identity == "none" and not (behind_gateway or is_loopback(host)):
        fail(
            f"LULING_IDENTITY=none 不能在 {host} 上监听: 须有网关验证身份并给出 --behind-gateway · "
            "callers would not be identified: say --behind-gateway if a gateway does it"
        )
    _prepare_database(settings)

    async def nothing(_point: DecisionPoint) -> int:
        return FINE

    # Loaded here once, so that a policy that does not load is said in one line instead of by every worker.
    _with_point(settings, nothing)
    run_server(settings, host, port, workers, certificate, private_key)


@app.command(help="裁决示例并启动服务 · decide the samples, show them as a table, then serve")
def demo(
    examples: Annotated[Path, typer.Option(help="示例目录 · directory of the samples")] = Path("examples"),
    host: Annotated[str, typer.Option(help="监听地址 · address")] = "127.0.0.1",
    port: PortOption = 8000,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="随后启动服务 · serve afterwards")] = True,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    settings = settings_of(engine, rules, policies)
    files = sorted(examples.glob("*.jsonl"))
    if not files:
        fail(f"{examples}: 没有示例 · holds no samples (*.jsonl)")

    async def run(point: DecisionPoint) -> int:
        # A table of four columns of Chinese needs more than the 80 columns that a pipe is taken for.
        await demonstrate(point, files, Console(width=None if sys.stdout.isatty() else _TABLE))
        return FINE

    with ExitStack() as stack:
        if "database" not in settings.model_fields_set:
            # The samples' organisations are nobody's: they do not go into a register that is in use.
            book = stack.enter_context(sample_register())
            os.environ["LULING_DATABASE"] = book.database.url.render_as_string(hide_password=False)
            settings = settings_of(engine, rules, policies)
            _with_point(settings, lambda point: record_samples(point, book, examples / "register"))
            files += sorted((examples / "register").glob("*.jsonl"))
        _with_point(settings, run, with_register=True)
    if serving:
        first = files[0]
        shown = ""
        if settings.identity == "required":
            shown = f"-H 'Authorization: Bearer {key.sample_key(settings)}' "
        line = (
            f"head -n 1 {first} | curl -s -H 'Content-Type: application/json' {shown}-d @- {{url}}/access/v1/evaluation"
        )
        url = f"http://{host}:{port}"
        typer.echo(f"\n服务地址 · serving at {url} (文档 docs: {url}/docs)\n试一试 · try: {line.format(url=url)}\n")
        run_server(settings, host, port, workers=1)


def run_server(
    settings: Settings,
    host: str,
    port: int,
    workers: int,
    certificate: Path | None = None,
    private_key: Path | None = None,
) -> None:
    """Runs the HTTP server, with TLS if there is a certificate; workers read the same settings from the environment."""
    # Only what a command's option may have set: the rest is in the environment already, secrets among it.
    changed = settings.model_dump(mode="json", include={"engine", "rules", "policies"}, exclude_unset=True)
    os.environ.update({f"LULING_{name.upper()}": str(value) for name, value in changed.items()})
    os.environ.setdefault("LULING_PUBLIC_URL", f"{'https' if certificate else 'http'}://{host}:{port}")
    uvicorn.run(
        "luling.api.worker:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        ssl_certfile=certificate,
        ssl_keyfile=private_key,
        http="luling.api.protocol:BoundedProtocol",
        timeout_graceful_shutdown=_FAREWELL,
        log_config=logs.configuration(settings.log_level, as_json=settings.log_format == "json"),
        access_log=False,
    )


def _prepare_database(settings: Settings) -> None:
    """Brought up to date once here, so that what hinders it is said in one line instead of by every worker."""
    try:
        with key.opened(settings):
            return
    except StorageError as error:
        fail(str(error))


async def _answer(point: DecisionPoint, entry: Entry) -> dict[str, Any]:
    return refused(entry.error, f"line {entry.line}") if entry.error else await _decide(point, entry)


async def _decide(point: DecisionPoint, entry: Entry) -> dict[str, Any]:
    try:
        return await point.decide(entry.request)
    except RequestError as error:
        return refused(error, f"line {entry.line}")


def _status(answer: dict[str, Any]) -> int:
    if "error" in answer["context"]:
        return FAILED
    return FINE if answer["decision"] else NOT_ALL_PERMITTED


def _with_point(
    settings: Settings, run: Callable[[DecisionPoint], Awaitable[Result]], *, with_register: bool = False
) -> Result:
    async def whole() -> Result:
        with ExitStack() as stack:
            facts = stack.enter_context(register.book_of(settings)).facts if with_register else None
            async with DecisionPoint(settings, register=facts) as point:
                return await run(point)

    try:
        return asyncio.run(whole())
    except (EngineError, PolicyError, LawError, StorageError) as error:
        fail(str(error))

"""`luling audit`: the evidence log verified, decided again, exported, anchored, and cut back by month."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from luling.audit.anchors import Anchor, read_anchors
from luling.audit.checkpoints import checkpoint_heads, last_checkpoint, rotate_key
from luling.audit.columns import column
from luling.audit.entry import LogError
from luling.audit.journal import Journal, open_journal
from luling.audit.keys import KeyDirectory
from luling.audit.masking import Masking
from luling.audit.retention import Removal, removals, remove
from luling.audit.search import Record, Search, one, whole
from luling.audit.verification import Report, verify
from luling.cli.options import EngineOption, fail
from luling.compliance.findings import FINDING, found
from luling.decision.evidence import anchor_places
from luling.decision.record import microseconds
from luling.decision.replay import Outcome, Replay, Replayer
from luling.law.regulation import LawError
from luling.register.book import Book
from luling.request.normalisation import parse_instant
from luling.settings import Settings
from luling.storage.database import Database, StorageError

FINE, FOUND = 0, 1
_STATUS = "退出码 exit status: 0 无误 sound · 1 有问题 faults · 2 不能读取 cannot be read"

app = typer.Typer(help=f"证据日志 · the evidence log. {_STATUS}", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="以JSON输出 · as JSON")]
FromOption = Annotated[str, typer.Option("--from", metavar="TIME", help="自此时起 (RFC 3339) · from this instant")]
ToOption = Annotated[str, typer.Option("--to", metavar="TIME", help="至此时止, 不含 · until this instant, excluded")]
SubjectOption = Annotated[str, typer.Option(help="主体 · subject")]
ResourceOption = Annotated[str, typer.Option(help="资源 · resource")]
ArticleOption = Annotated[str, typer.Option(help="条文, 含其款项 · article, its paragraphs and items with it")]
EffectOption = Annotated[str, typer.Option(help="结果 · effect")]


@app.command("verify", help=f"逐条核验 · verify every record, checkpoint and anchor. {_STATUS}")
def verify_log(
    anchors: Annotated[
        list[Path] | None,
        typer.Option(help="锚点文件, 默认为设置的 · anchor files; by default the one set"),
    ] = None,
    root: Annotated[str, typer.Option(help="信任的根公钥 (十六进制) · the trusted root key, hexadecimal")] = "",
    as_json: JsonOption = False,
) -> None:
    settings, url = _log()
    with _failing():
        trusted = bytes.fromhex(root) if root else KeyDirectory(settings.evidence_keys).root
        files = anchors or [path for path in (settings.evidence_anchor_file,) if path is not None and path.exists()]
        report = verify(url, trusted, [anchor for path in files for anchor in read_anchors(path)])
    typer.echo(msgspec.json.encode(report).decode() if as_json else "\n".join(_report_lines(report)))
    raise typer.Exit(FOUND if report.faults else FINE)


@app.command(help=f"按当时的策略重新裁决 · decide records again under their own policies. {_STATUS}")
def replay(
    identity: Annotated[str, typer.Option("--id", help="一条记录 · one record")] = "",
    since: FromOption = "",
    until: ToOption = "",
    engine: EngineOption = None,
    as_json: JsonOption = False,
) -> None:
    settings, url = _log()
    counts = dict.fromkeys(Outcome, 0)

    async def run() -> None:
        with Database(url) as database, _register(settings) as book:
            key = KeyDirectory(settings.evidence_keys).mask_key
            further, chosen = {FINDING: found}, engine.value if engine else ""
            async with Replayer(database, key, settings, further, chosen, book) as replayer:
                for record in _chosen(database, identity, Search(_instant(since), _instant(until), oldest_first=True)):
                    result = await replayer.again(record)
                    counts[result.outcome] += 1
                    _show(result, as_json=as_json)

    with _failing():
        asyncio.run(run())
    if not as_json:
        same, differs, other = counts[Outcome.same], counts[Outcome.differs], counts[Outcome.not_replayable]
        typer.echo(
            f"相同{same}条, 不同{differs}条, 不能重新裁决{other}条"
            f" · {same} the same, {differs} different, {other} that cannot be decided again"
        )
    raise typer.Exit(FOUND if counts[Outcome.differs] else FINE)


@app.command(help="导出为JSON Lines, 按时间顺序 · export as JSON Lines, in the order of time")
def export(
    output: Annotated[Path | None, typer.Option(help="文件, 否则标准输出 · a file, else standard output")] = None,
    since: FromOption = "",
    until: ToOption = "",
    subject: SubjectOption = "",
    resource: ResourceOption = "",
    article: ArticleOption = "",
    effect: EffectOption = "",
) -> None:
    settings, url = _log()
    with _failing(), Database(url) as database:
        masking = Masking.read(settings.rules / "masking.yaml", KeyDirectory(settings.evidence_keys).mask_key)
        search = Search(
            since=_instant(since),
            until=_instant(until),
            subject=column(masking.text(subject, "", [])),
            resource=column(masking.text(resource, "", [])),
            article=article,
            effect=effect,
            oldest_first=True,
        )
        with output.open("wb") if output else nullcontext(sys.stdout.buffer) as file:
            for record in whole(database, search):
                file.write(msgspec.json.encode(record) + b"\n")


@app.command(help="为每个写入者的末条记录签名 · sign a checkpoint of every writer's last record")
def checkpoint() -> None:
    with _writing() as (settings, database, journal):
        signed = checkpoint_heads(database, journal, KeyDirectory.open(settings.evidence_keys))
    typer.echo(f"签署了{len(signed)}个检查点 · {len(signed)} checkpoints signed")


@app.command(help="把最近的检查点发往锚点 · send the last checkpoint to the anchors, and show it")
def anchor() -> None:
    settings, url = _log()
    with _failing(), Database(url) as database:
        last = last_checkpoint(database)
    if last is None:
        fail("日志中没有检查点 · the log has no checkpoint")
    sent = Anchor.of(last)
    typer.echo(msgspec.json.encode(sent).decode())
    for place in anchor_places(settings):
        try:
            place.deliver(sent)
        except (OSError, ValueError) as error:
            fail(str(error))


@app.command(help="更换签名密钥, 新密钥由旧密钥签名 · replace the signing key; the old one signs the new one")
def rotate() -> None:
    with _writing() as (settings, _, journal):
        public = rotate_key(journal, KeyDirectory.open(settings.evidence_keys))
    typer.echo(f"新密钥 · the new key: {public.key_id}")


@app.command(help="删除某月以前的记录 · remove records before a month; their checkpoints and counts are kept")
def retention(
    before: Annotated[str, typer.Option(metavar="YYYY-MM", help="此月以前 · before this month (Asia/Shanghai)")],
    by: Annotated[str, typer.Option(help="决定删除的人 · who decides so")],
    reason: Annotated[str, typer.Option(help="依据 · on what ground")],
    apply: Annotated[bool, typer.Option("--apply", help="确实删除, 否则只列出 · really, else only shown")] = False,
) -> None:
    with _writing() as (settings, database, journal):
        try:
            planned = removals(database, before)
        except ValueError as error:
            fail(str(error))
        typer.echo("\n".join(_removal_lines(planned)))
        if apply and planned:
            url = settings.evidence_url
            assert url is not None
            remove(url, journal, KeyDirectory.open(settings.evidence_keys), planned, by, reason)
            typer.echo("已删除 · removed")


def _log() -> tuple[Settings, str]:
    settings = Settings()
    url = settings.evidence_url
    if url is None:
        fail("未设证据日志 · there is no evidence log (LULING_EVIDENCE=off)")
    return settings, url


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except (LogError, LawError, StorageError) as error:
        fail(str(error))
    except BrokenPipeError:
        raise typer.Exit(FINE) from None


@contextmanager
def _writing() -> Iterator[tuple[Settings, Database, Journal]]:
    settings, url = _log()
    with _failing(), Database(url) as database:
        journal = open_journal(database)
        try:
            yield settings, database, journal
        finally:
            journal.close()


def _instant(text: str) -> int | None:
    moment = parse_instant(text) if text else None
    if text and moment is None:
        fail(f"`{text}` 不是RFC 3339时间 · is no RFC 3339 instant")
    return microseconds(moment) if moment else None


@contextmanager
def _register(settings: Settings) -> Iterator[Book | None]:
    """The register that searches went through, where it is at hand: whoever has only the log goes without."""
    url = settings.database.get_secret_value()
    found = Database(url)
    found.close()
    if found.sqlite and not Path(found.url.database or "").exists():
        yield None
        return
    with Book(url, settings.register_cache, settings.register_staleness, migrate=False) as book:
        yield book


def _chosen(database: Database, identity: str, search: Search) -> Iterator[Record]:
    if not identity:
        yield from whole(database, search)
        return
    record = one(database, identity)
    if record is None:
        fail(f"没有记录 · no record `{identity}`")
    yield record


def _show(result: Replay, *, as_json: bool) -> None:
    if as_json:
        typer.echo(msgspec.json.encode(result).decode())
    elif result.outcome is not Outcome.same:
        typer.echo(f"{result.id}: {result.outcome.value}: {', '.join(result.details)}")


def _report_lines(report: Report) -> Iterator[str]:
    yield (
        f"{report.records}条记录, {report.writers}个写入者, {report.last}个检查点, {report.anchors}个锚点"
        f" · {report.records} records, {report.writers} writers, {report.last} checkpoints, {report.anchors} anchors"
    )
    if report.unsealed:
        yield f"末尾{report.unsealed}条尚无检查点 · the last {report.unsealed} have no checkpoint yet"
    for one_dropped in report.dropped:
        note: dict[str, Any] = json.loads(one_dropped.note)
        months = ", ".join(f"{month}: {count}" for month, count in note["months"].items())
        yield f"已删除 · removed: {one_dropped.writer} ≤ {one_dropped.seq} ({months}), {note['by']}: {note['reason']}"
    for fault in report.faults:
        place = f"检查点 checkpoint {fault.checkpoint}" if fault.checkpoint else f"{fault.writer} #{fault.seq}"
        yield f"{place}: {fault.code}: {fault.zh} · {fault.en}"
    if not report.faults:
        yield "全部无误 · everything is sound"


def _removal_lines(planned: list[Removal]) -> Iterator[str]:
    if not planned:
        yield "没有可删除的记录 · there is nothing to remove"
    for one_removal in planned:
        months = ", ".join(f"{month}: {count}" for month, count in one_removal.months.items())
        yield f"{one_removal.writer} ≤ {one_removal.seq}: {months}"

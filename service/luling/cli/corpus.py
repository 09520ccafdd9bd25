"""`luling corpus`: official texts, read, held against the register, and kept outside the repository."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from luling.cli.options import RulesOption, fail
from luling.decision.knowledge import Knowledge
from luling.law.citation import cite
from luling.law.comparison import Comparison, Status, read_official_text
from luling.law.corpus import Copy, Corpus, CorpusError, copy_of, statuses
from luling.law.difference import marked
from luling.law.page import UnreadableTextError
from luling.law.regulation import LawError
from luling.settings import Settings

AGREES, DIFFERS = 0, 1
_STATUS = "退出码 exit status: 0 全部一致 all agree · 1 有不一致 differences · 2 不能读取 cannot be read"
_WORDS = {
    Status.agrees: "一致 · agrees",
    Status.differs: "不一致 · differs",
    Status.missing: "文本中没有 · missing in the text",
    Status.extra: "登记中没有 · not in the register",
}

app = typer.Typer(help=f"法规原文 · official texts. {_STATUS}", invoke_without_command=True)

JsonOption = Annotated[bool, typer.Option("--json", help="以JSON输出 · as JSON")]


@app.callback()
def corpus(context: typer.Context, as_json: JsonOption = False) -> None:
    """Without a command: the same as `status`."""
    if context.invoked_subcommand is None:
        status(as_json)


@app.command(help=f"已导入的原文 · the imported texts. {_STATUS}")
def status(as_json: JsonOption = False, rules: RulesOption = None) -> None:
    settings, knowledge = _law(rules)
    texts = Corpus(settings.corpus)
    try:
        copies = {key: texts.copy(key) for key in knowledge.regulations}
    except CorpusError as error:
        fail(str(error))
    rows = [_row(copy, knowledge) for copy in copies.values() if copy]
    if as_json:
        typer.echo(json.dumps({"directory": str(texts.directory), "texts": rows}, ensure_ascii=False))
    else:
        typer.echo("\n".join(_status_lines(rows, texts.directory)))
    raise typer.Exit(AGREES if all(row["agrees"] for row in rows) else DIFFERS)


@app.command(
    "import", help=f"导入并核对一部法规的原文 · read an official text and compare it with the register. {_STATUS}"
)
def import_(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="文本或者HTML · text or HTML")],
    regulation: Annotated[
        str | None, typer.Option(help="法规编号 · the regulation, where it is not recognised")
    ] = None,
    as_json: JsonOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对, 不保存 · compare only")] = False,
    rules: RulesOption = None,
) -> None:
    settings, knowledge = _law(rules)
    if regulation is not None and regulation not in knowledge.regulations:
        fail(f"no regulation `{regulation}`")
    texts = Corpus(settings.corpus)
    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        found = read_official_text(content, knowledge.regulations, knowledge.articles, regulation)
        copy = copy_of(found, content, Path(source).name, dt.datetime.now(dt.UTC), texts.copy(found.regulation))
        stored = None if dry_run else texts.store(copy)
    except CorpusError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{source}: {error.strerror or error}")
    except UnreadableTextError as error:
        fail(f"{source}: {error}")
    result = _result(found, copy, knowledge, stored)
    typer.echo(json.dumps(result, ensure_ascii=False) if as_json else "\n".join(_lines(result)))
    raise typer.Exit(AGREES if found.agrees else DIFFERS)


def _law(rules: Path | None) -> tuple[Settings, Knowledge]:
    settings = Settings(rules=rules) if rules else Settings()
    try:
        return settings, Knowledge.read(settings.rules)
    except LawError as error:
        fail(str(error))


def _result(found: Comparison, copy: Copy, knowledge: Knowledge, stored: Path | None) -> dict[str, Any]:
    title = knowledge.regulations[found.regulation].title
    return {
        "regulation": found.regulation,
        "title": {"zh": title.zh, "en": title.en},
        "source": copy.source,
        "digest": copy.digest,
        "registered": found.registered,
        "agreeing": found.count(Status.agrees),
        "agrees": found.agrees,
        "articles": [
            {
                "article": f"{found.regulation}/{one.eid}",
                "status": one.status.value,
                **_wording(copy, one.eid, one.status),
            }
            for one in found.articles
        ],
        "passed_over": list(found.passed_over),
        "stored": str(stored) if stored else None,
    }


def _wording(copy: Copy, eid: str, status: Status) -> dict[str, str]:
    """What a person needs to judge an article that does not agree: its text, and what an earlier copy had."""
    one = copy.article(eid)
    if one is None or status is Status.agrees:
        return {}
    if one.earlier is None:
        return {"text": one.text}
    return {"text": one.text, "difference": marked("\n".join(one.earlier), one.text)}


def _lines(result: dict[str, Any]) -> Iterator[str]:
    agreeing, registered = result["agreeing"], result["registered"]
    yield f"{result['title']['zh']} ({result['regulation']})"
    yield f"{registered}条中{agreeing}条与登记一致 · {agreeing} of {registered} articles agree with the register"
    for one in result["articles"]:
        if one["status"] == Status.agrees:
            continue
        yield f"{cite(one['article'].partition('/')[2])}: {_WORDS[Status(one['status'])]}"
        if "difference" in one:
            yield "  与先前导入的文本相比 · compared with the earlier copy:"
        for line in one.get("difference", one.get("text", "")).splitlines():
            yield f"    {line}"
    if result["passed_over"]:
        yield "未计入的行 · lines that are no part of the text:"
        yield from (f"    {line}" for line in result["passed_over"])
    if result["stored"]:
        yield f"已保存 · stored: {result['stored']}"


def _row(copy: Copy, knowledge: Knowledge) -> dict[str, Any]:
    found = statuses(copy, {article.id: article for article in knowledge.articles[copy.regulation]})
    return {
        "regulation": copy.regulation,
        "title": knowledge.regulations[copy.regulation].title.zh,
        "registered": len(knowledge.articles[copy.regulation]),
        "agreeing": sum(status is Status.agrees for status in found.values()),
        "agrees": all(status is Status.agrees for status in found.values()),
        "source": copy.source,
        "imported": copy.imported.isoformat(timespec="seconds"),
    }


def _status_lines(rows: list[dict[str, Any]], directory: Path) -> Iterator[str]:
    yield f"{directory}: {len(rows)}部法规 · {len(rows)} regulations"
    for row in rows:
        yield (
            f"  {row['title']} ({row['regulation']}): {row['agreeing']}/{row['registered']}条一致 · articles agree"
            f" · {row['source']} · {row['imported']}"
        )

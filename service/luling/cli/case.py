"""`luling case`: the cases of procedures in the service's database, listed and looked at. Nothing is written."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from luling.cli.options import Language, LanguageOption, PoliciesOption, RulesOption, fail, settings_of
from luling.decision.enrichment import Enrichment
from luling.decision.knowledge import Knowledge
from luling.law.citation import cite
from luling.law.regulation import LawError
from luling.policy.sources import PolicyError, PolicySource
from luling.procedure.cases import Cases
from luling.procedure.errors import UnknownCaseError
from luling.procedure.law import ProcedureLaw
from luling.procedure.recorded import RecordedRegistry
from luling.register.book import Book
from luling.request.caller import LOCAL
from luling.request.errors import RequestError
from luling.settings import Settings
from luling.storage.database import StorageError

_WIDE = 160  # columns of the table where there is no terminal to ask
_HEADINGS = {
    "state": {"zh": "状态", "en": "State"},
    "subject": {"zh": "主体", "en": "Subject"},
    "resource": {"zh": "资源", "en": "Resource"},
    "acts": {"zh": "已办理", "en": "Done"},
    "deadlines": {"zh": "期限", "en": "Deadlines"},
    "possible": {"zh": "可以办理", "en": "Possible next"},
    "due": {"zh": "{}到期", "en": "due {}"},
    "ended": {"zh": "{}终止", "en": "ended {}"},
    "none": {"zh": "无", "en": "none"},
}

app = typer.Typer(help="案件 · the cases of procedures: list, show", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="以JSON输出 · as JSON")]


@app.command("list", help="列出案件, 依提出先后 · cases in the order in which they were opened")
def listed(
    regulation: Annotated[str | None, typer.Option(help="法规 · regulation")] = None,
    kind: Annotated[str | None, typer.Option(help="种类 · kind of procedure")] = None,
    state: Annotated[str | None, typer.Option(help="状态编号 · id of the state")] = None,
    subject: Annotated[str | None, typer.Option(help="主体 · subject")] = None,
    resource: Annotated[str | None, typer.Option(help="资源 · resource")] = None,
    final: Annotated[
        bool | None, typer.Option("--closed/--open", help="只列已结或者未结的 · only closed or only open ones")
    ] = None,
    after: Annotated[str, typer.Option(help="从此编号之后 · after this id")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几件 · at most so many")] = 100,
    as_json: JsonOption = False,
    lang: LanguageOption = Language.zh,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    columns = {"regulation": regulation, "state": state, "subject_id": subject, "resource_id": resource, "final": final}
    filters = {name: value for name, value in columns.items() if value is not None}
    with _law_and_book(settings_of(None, rules, policies)) as (law, book):
        if kind is not None and kind not in law.kinds:
            fail(f"没有种类 · no kind `{kind}`: {', '.join(law.kinds)}")
        if regulation is not None and regulation not in law.knowledge.regulations:
            fail(f"没有法规 · no regulation `{regulation}`: {', '.join(law.knowledge.regulations)}")
        kinds = (kind,) if kind else tuple(law.kinds)
        found = _cases(law, book).find(law, kinds, filters=filters, after=after, most=limit)
    if as_json:
        for one in found:
            typer.echo(json.dumps(one, ensure_ascii=False))
        return
    table = Table("编号 id", "法规 regulation", "程序 procedure", "状态 state", "主体 subject", "资源 resource")
    for one in found:
        title, stands = one["procedure"]["title"][lang.value], one["state"][lang.value]
        table.add_row(one["id"], one["regulation"], title, stands, one["subject"]["id"], one["resource"]["id"])
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


@app.command(help="一件案件及其经过 · one case: what was done, its deadlines, what is possible next and by whom")
def show(
    case: Annotated[str, typer.Argument(metavar="ID", help="案件编号 · id of the case")],
    as_json: JsonOption = False,
    lang: LanguageOption = Language.zh,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    with _law_and_book(settings_of(None, rules, policies)) as (law, book):
        cases = _cases(law, book)
        try:
            asked = cases.about(case).asked
            enriched = asyncio.run(Enrichment(book.facts).enrich(asked, law.knowledge.vocabulary, LOCAL))
            document = cases.show(law, case, enriched.request, dt.datetime.now(dt.UTC))
        except UnknownCaseError:
            fail(f"没有此案件 · no such case: `{case}`")
        except RequestError as error:
            # The vocabulary is no longer the one under which the case was opened.
            fail(f"`{case}`: {error}")
    typer.echo(json.dumps(document, ensure_ascii=False) if as_json else "\n".join(_account(law, document, lang.value)))


def _account(law: ProcedureLaw, case: Mapping[str, Any], lang: str) -> Iterator[str]:
    def heading(name: str) -> str:
        return _HEADINGS[name][lang]

    def article(citation: str) -> str:
        regulation, _, eid = citation.partition("/")
        return f"{law.knowledge.regulations[regulation].title.model_dump()[lang]} {cite(eid, lang)}"

    yield f"{case['id']}  {case['procedure']['title'][lang]} — {article(case['procedure']['article'])}"
    yield f"{heading('state')}: {case['state'][lang]}"
    for part in ("subject", "resource"):
        yield f"{heading(part)}: {case[part]['id']}"
    yield f"{heading('acts')}:"
    for act in case["acts"]:
        who = act["by"]["organization"]
        yield f"  {act['number']}. {act['at']} {who}: {act['title'][lang]} — {article(act['article'])}"
        for name, text in act["inputs"].items():
            yield f"     {law.input_words(name).model_dump()[lang]}: {text}"
    yield f"{heading('deadlines')}:" + ("" if case["deadlines"] else f" {heading('none')}")
    for deadline in case["deadlines"]:
        due, ended = deadline.get("due"), deadline["ended_on"]
        days = [heading("due").format(due)] if due else []
        days += [heading("ended").format(ended)] if ended else []
        yield f"  {', '.join([deadline['title'][lang], *days])} — {article(deadline['article'])}"
    yield f"{heading('possible')}:" + ("" if case["possible"] else f" {heading('none')}")
    for act in case["possible"]:
        who = ", ".join(f"{one['title'][lang]} ({article(one['article'])})" for one in act["competent"])
        yield f"  {act['title'][lang]}: {who}"


def _cases(law: ProcedureLaw, book: Book) -> Cases:
    return Cases(book.database, RecordedRegistry(book.register, lambda: law.knowledge.vocabulary))


@contextmanager
def _law_and_book(settings: Settings) -> Iterator[tuple[ProcedureLaw, Book]]:
    """The procedures in force and the register, whose schema must be this program's: looking on changes nothing."""
    try:
        law = _law(settings)
        with Book(settings.database.get_secret_value(), settings.register_cache, migrate=False) as book:
            yield law, book
    except (LawError, PolicyError, StorageError, OSError) as error:
        fail(str(error))


def _law(settings: Settings) -> ProcedureLaw:
    return ProcedureLaw(PolicySource(settings.rules, settings.policies).read(), Knowledge.read(settings.rules))

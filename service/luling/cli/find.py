"""`luling find`: what follows from a reported conduct."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from luling.cli.account import Account
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
from luling.cli.requests import Entry, read_entries
from luling.compliance.findings import FORM, find, has_breach
from luling.decision.decided import refused
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError, PolicyError
from luling.request.errors import RequestError
from luling.settings import Settings

FINE, BREACH = 0, 1
HELP = (
    "认定行为 · find what follows from a conduct (JSON or JSON Lines; `-` is standard input). "
    "退出码 exit status: 0 没有违反 no breach · 1 有违反 a breach · 2 用法或者工具错误 error"
)
_WORDS = {
    "none": {"zh": "没有认定", "en": "No finding"},
    "duties": {"zh": "违反", "en": "Breaches"},
    "no_measure": {"zh": "没有规定后果", "en": "no measure is provided"},
    "due": {"zh": "现应", "en": "due"},
    "not_yet": {"zh": "尚待", "en": "not yet"},
    "unit": {"zh": "单位", "en": "the unit"},
    "leader": {"zh": "领导", "en": "the leaders"},
    "persons": {"zh": "责任人员", "en": "the persons"},
    "unnamed": {"zh": "条文未写明机关", "en": "the article names no organ"},
    "notices": {"zh": "提示", "en": "Notices"},
    "missing": {"zh": "缺少的事实", "en": "Missing facts"},
    "error": {"zh": "错误", "en": "Error"},
}


def find_conduct(
    source: Annotated[str, typer.Argument(metavar="FILE|-")],
    as_json: Annotated[bool, typer.Option("--json", help="每行一项答复 · one answer a line")] = False,
    lang: LanguageOption = Language.zh,
    engine: EngineOption = None,
    rules: RulesOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Reads reports and writes an answer to each; see `HELP`."""
    settings = settings_of(engine, rules, policies)
    try:
        entries = read_entries(source)
    except OSError as error:
        fail(f"{source}: {error.strerror or error}")
    if not entries:
        fail(f"{source}: 没有报告 · holds no report")
    try:
        raise typer.Exit(asyncio.run(_run(settings, entries, as_json, lang.value)))
    except (EngineError, PolicyError, LawError) as error:
        fail(str(error))


async def _run(settings: Settings, entries: list[Entry], as_json: bool, lang: str) -> int:
    status = FINE
    async with DecisionPoint(settings) as point:
        account = FindingsAccount(point.knowledge, lang)
        for number, entry in enumerate(entries):
            answer = await _answer(point, entry)
            if as_json:
                typer.echo(json.dumps(answer, ensure_ascii=False))
            else:
                typer.echo(("\n" if number else "") + "\n".join(account.lines(answer)))
            status = max(status, FAILED if "error" in answer else BREACH if has_breach(answer) else FINE)
    return status


async def _answer(point: DecisionPoint, entry: Entry) -> dict[str, Any]:
    try:
        if entry.error:
            raise entry.error
        return await find(point, entry.request)
    except RequestError as error:
        return {"error": refused(error, f"line {entry.line}")["context"]["error"]}


class FindingsAccount:
    """Writes findings out, with the words of one policy directory."""

    def __init__(self, knowledge: Knowledge, lang: str) -> None:
        self._knowledge = knowledge
        self._account = Account(knowledge, lang)
        self._lang = lang

    def lines(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """The lines of the account of one answer."""
        if "error" in answer:
            yield f"{self._word('error')}: {answer['error']['message']}"
            return
        if not answer["findings"]:
            yield self._word("none")
        for finding in answer["findings"]:
            yield from self._finding(finding)
        if answer["notices"]:
            yield f"{self._word('notices')}:"
            yield from (f"  · {self._notice(notice)}" for notice in answer["notices"])
        if answer["missing"]:
            yield f"{self._word('missing')}:"
            yield from (f"  · {self._fact(path)} ({path})" for path in answer["missing"])

    def _finding(self, finding: Mapping[str, Any]) -> Iterator[str]:
        yield f"{finding['message'][self._lang]} ({finding['conduct']}) — {self._account.article(finding['article'])}"
        duties = [self._account.article(duty) for duty in finding["duties"] if duty != finding["article"]]
        if duties:
            yield f"  {self._word('duties')}: {', '.join(duties)}"
        if not finding["measures"]:
            yield f"  · {self._word('no_measure')}"
        yield from (f"  · {self._measure(measure)}" for measure in finding["measures"])

    def _measure(self, measure: Mapping[str, Any]) -> str:
        status = self._word(measure["status"])
        if "condition" in measure:
            status = f"{status}: {measure['condition'][self._lang]}"
        by = self._account.role(measure["article"], measure["by"]) if measure["by"] else self._word("unnamed")
        against = ", ".join(self._word(one) for one in measure["against"])
        article = self._account.article(measure["article"])
        return f"[{status}] {measure['message'][self._lang]}: {by} → {against} — {article}"

    def _notice(self, notice: Mapping[str, Any]) -> str:
        about = f"{self._conduct(notice['conduct'])}: " if "conduct" in notice else ""
        return f"{about}{notice['message'][self._lang]} — {self._account.article(notice['article'])}"

    def _conduct(self, code: str) -> str:
        spec = self._knowledge.vocabulary.forms[FORM]["conduct"].items
        return getattr(spec.values[code], self._lang) if spec else code

    def _fact(self, path: str) -> str:
        return self._account.fact(f"{FORM}.{path}")

    def _word(self, name: str) -> str:
        return _WORDS[name][self._lang]

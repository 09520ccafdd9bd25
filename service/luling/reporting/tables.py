"""Breakdowns: what a report shows beside its criteria, as tables with words instead of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.compliance import findings
from luling.decision.words import EFFECT_WORDS
from luling.law.regulation import Words
from luling.law.reporting import Breakdown
from luling.reporting.measures import PERMITTED
from luling.reporting.sources import Sources

MOST_ROWS = 1000
_UNKNOWN = Words(zh="未标明", en="not stated")
_NUMBER = Words(zh="数量", en="number")


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown. A row is a code, its words, and numbers; `columns` call the words and the numbers.

    `rows` is None where there are no data; `left_out` rows with the smallest numbers are not shown.
    """

    name: str
    title: Words
    columns: tuple[Words, ...]
    rows: Sequence[tuple[Any, ...]] | None
    left_out: int = 0


def breakdown(name: Breakdown, sources: Sources) -> Table:
    """A breakdown of the sources."""
    return _BREAKDOWNS[name](name, sources)


def _ranked(rows: Iterable[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], int]:
    """The rows with the greatest numbers, and how many more there are."""
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    return ordered[:MOST_ROWS], max(len(ordered) - MOST_ROWS, 0)


def _resources_by_class(name: str, sources: Sources) -> Table:
    classes = sources.regulation.classes
    section = sources.knowledge.vocabulary.sections["resource"]
    classified = next((key for key, spec in section.items() if classes.keys() <= spec.values.keys()), "")
    counted: Counter[str | None] = Counter(one.facts.get(classified) for one in sources.holdings)
    rows = [(code, known.terms[0], counted[code]) for code, known in classes.items()]
    if rest := sum(number for code, number in counted.items() if code not in classes):
        rows.append(("", _UNKNOWN.zh, rest))
    title = Words(zh="登记的数据资源, 按共享类型", en="registered resources by sharing class")
    columns = (Words(zh="共享类型", en="sharing class"), _NUMBER)
    return Table(name, title, columns, rows if sources.holdings else None)


def _decisions_by_effect(name: str, sources: Sources) -> Table:
    counted: Counter[str] = Counter()
    for tally in sources.tallies or ():
        counted[tally.effect] += tally.number
    rows = [(effect, words.zh, counted[effect]) for effect, words in EFFECT_WORDS.items()]
    columns = (Words(zh="裁决", en="effect"), _NUMBER)
    title = Words(zh="裁决, 按结果", en="decisions by effect")
    return Table(name, title, columns, rows if sources.tallies is not None else None)


def _decisions_by_action(name: str, sources: Sources) -> Table:
    counted: Counter[str] = Counter()
    permitted: Counter[str] = Counter()
    for tally in sources.tallies or ():
        counted[tally.action] += tally.number
        permitted[tally.action] += tally.number if tally.effect == PERMITTED else 0
    actions = sources.knowledge.vocabulary.actions
    rows, left = _ranked((one, _words(actions, one), number, permitted[one]) for one, number in counted.items())
    columns = (Words(zh="行为", en="action"), _NUMBER, Words(zh="其中允许", en="of these permitted"))
    title = Words(zh="裁决, 按行为", en="decisions by action")
    return Table(name, title, columns, rows if sources.tallies is not None else None, left)


def _requests_by_consumer(name: str, sources: Sources) -> Table:
    asked = _asked((tally.subject, tally.effect, tally.number) for tally in sources.tallies or ())
    units = sources.units
    rows, left = _ranked(
        (one, units[one].name if one in units else one, every, permitted) for one, (every, permitted) in asked.items()
    )
    columns = (Words(zh="请求单位", en="consumer"), _NUMBER, Words(zh="其中允许", en="of these permitted"))
    title = Words(zh="请求, 按请求单位", en="requests by consumer")
    return Table(name, title, columns, rows if sources.tallies is not None else None, left)


def _requests_by_resource(name: str, sources: Sources) -> Table:
    asked = _asked((tally.resource, tally.effect, tally.number) for tally in sources.tallies or ())
    names = {one.id: one.name for one in sources.holdings}
    rows, left = _ranked((one, names.get(one, one), every, permitted) for one, (every, permitted) in asked.items())
    columns = (Words(zh="数据资源", en="resource"), _NUMBER, Words(zh="其中允许", en="of these permitted"))
    title = Words(zh="请求, 按数据资源", en="requests by resource")
    return Table(name, title, columns, rows if sources.tallies is not None else None, left)


def _asked(counted: Iterable[tuple[str, str, int]]) -> Mapping[str, tuple[int, int]]:
    """How often each was asked for, and how often it was permitted."""
    found: dict[str, tuple[int, int]] = {}
    for name, effect, number in counted:
        every, permitted = found.get(name, (0, 0))
        found[name] = (every + number, permitted + (number if effect == PERMITTED else 0))
    return found


def _cases_by_kind(name: str, sources: Sources) -> Table:
    words = sources.knowledge.procedure_words
    kinds = words.kinds if words else {}
    counted = {kind: [one for one in sources.cases if one.kind == kind] for kind in kinds}
    rows = [
        (kind, _words(kinds, kind), sum(one.opened for one in found), sum(one.closed for one in found), len(found))
        for kind, found in counted.items()
        if found
    ]
    columns = (
        Words(zh="程序", en="procedure"),
        Words(zh="期内提出", en="opened"),
        Words(zh="已办结", en="closed"),
        Words(zh="期内在办", en="pending at some time"),
    )
    return Table(name, Words(zh="案件, 按程序", en="cases by procedure"), columns, rows)


def _deadlines_by_norm(name: str, sources: Sources) -> Table:
    parameters = sources.regulation.parameters
    rows = []
    for norm in dict.fromkeys(one.norm for one in sources.deadlines):
        met = [one.met for one in sources.deadlines if one.norm == norm]
        title = parameters[norm].title.zh if norm in parameters else norm
        rows.append((norm, title, met.count(True), met.count(False), met.count(None)))
    columns = (
        Words(zh="期限", en="deadline"),
        Words(zh="按期", en="met"),
        Words(zh="逾期", en="missed"),
        Words(zh="未到期", en="running"),
    )
    return Table(name, Words(zh="法定期限", en="legal deadlines"), columns, rows)


def _breaches_by_conduct(name: str, sources: Sources) -> Table:
    form: Mapping[str, Any] = sources.knowledge.vocabulary.forms.get(findings.FORM, {})
    items = form["conduct"].items if "conduct" in form else None
    words = items.values if items else {}
    counted = Counter(one.conduct for one in sources.breaches or ())
    rows, left = _ranked((one, _words(words, one), number) for one, number in counted.items())
    columns = (Words(zh="行为", en="conduct"), _NUMBER)
    title = Words(zh="认定的违反, 按行为", en="breaches found by conduct")
    return Table(name, title, columns, rows if sources.breaches is not None else None, left)


def _words(known: Mapping[str, Any], code: str) -> str:
    return str(known[code].zh) if code in known else code


_BREAKDOWNS: Mapping[Breakdown, Callable[[str, Sources], Table]] = {
    "resources_by_class": _resources_by_class,
    "decisions_by_effect": _decisions_by_effect,
    "decisions_by_action": _decisions_by_action,
    "requests_by_consumer": _requests_by_consumer,
    "requests_by_resource": _requests_by_resource,
    "cases_by_kind": _cases_by_kind,
    "deadlines_by_norm": _deadlines_by_norm,
    "breaches_by_conduct": _breaches_by_conduct,
}

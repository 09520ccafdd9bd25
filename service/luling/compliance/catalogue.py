"""Catalogue checks: every entry is put to the policies of the regulation that it names.

A mechanical step without law: entries are read by the vocabulary, the days between their own dates are counted by the
calendar, entries that are alike are told of each other, and codes get their texts. What is a problem, and under which
article, comes out of the policies.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.compliance.entries import Columns, Entry
from luling.decision.answer import article_order
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.law.calendar import ZONE, WorkingCalendar
from luling.policy.engine import EngineError
from luling.policy.reload import PolicyChangedError
from luling.request.caller import LOCAL, Caller
from luling.request.errors import Problem
from luling.request.normalisation import normalise_form, utc_text
from luling.request.vocabulary import Properties, Property
from luling.request.wording import columns, wire_form

FORM = "catalogue"
ENTRYPOINT = "luling.catalogue.answer"
VIOLATION, WARNING = "violation", "warning"
_UNITS = ("day", "working_day")
_TRIES = 3
_BREATH = 50  # entries after which other tasks of the event loop get their turn


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of a catalogue in the order of its entries, and by which policies they were found."""

    entries: int
    problems: Sequence[Mapping[str, Any]]
    policy_revision: str
    engine: str

    def count(self, severity: str) -> int:
        return sum(problem["severity"] == severity for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        return {
            "problems": list(self.problems),
            "entries": self.entries,
            "violations": self.count(VIOLATION),
            "warnings": self.count(WARNING),
            "policy_revision": self.policy_revision,
            "engine": self.engine,
        }


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry, what policies see of it, and its bad fields."""

    entry: Entry
    facts: Mapping[str, Any]
    bad: tuple[Problem, ...]


class Alike:
    """For each property with `alike_by`: the values that all entries have of it that agree in certain others."""

    def __init__(self, form: Mapping[str, Property], entries: Iterable[Mapping[str, Any]] = ()) -> None:
        """`entries` as policies see them."""
        self._by = {name: spec.alike_by for name, spec in form.items() if spec.alike_by}
        self._groups: dict[str, dict[tuple[str, ...], set[Any]]] = {name: {} for name in self._by}
        for facts in entries:
            self.add(facts)

    @property
    def properties(self) -> frozenset[str]:
        """What of an entry matters here."""
        return frozenset(self._by).union(*self._by.values())

    def add(self, facts: Mapping[str, Any]) -> None:
        """Take an entry into account."""
        for name, by in self._by.items():
            key = _key(facts, by)
            if key is not None:
                self._groups[name].setdefault(key, set()).update({facts[name]} if name in facts else set())

    def of(self, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
        """The values of an entry's like, its own among them."""
        keys = {name: _key(facts, by) for name, by in self._by.items()}
        return {name: sorted(self._groups[name].get(key, ())) for name, key in keys.items() if key}


def known_columns(knowledge: Knowledge) -> Columns:
    """The columns that a catalogue may have, by every name."""
    return columns(knowledge.vocabulary.forms.get(FORM, {}))


async def check(
    point: DecisionPoint,
    entries: Sequence[Entry],
    now: dt.datetime,
    regulation: str | None = None,
    progress: Callable[[], None] = lambda: None,
    caller: Caller = LOCAL,
    among: Alike | None = None,
) -> Report:
    """The report on a catalogue as it stands at an instant.

    `regulation` holds for entries that name none. `progress` is called after each entry. `among`: what entries are
    compared with, where these are a part of a larger catalogue; else with each other.

    Raises:
        OutsideDomainError: the caller has no role under the regulation of an entry.
        EngineError: an entry was not answered; there is no report then, since silence is not lawfulness.
    """
    for _ in range(_TRIES):
        try:
            return await _check(point, entries, now, regulation, progress, caller, among)
        except PolicyChangedError:
            continue
    raise EngineError("the policies changed at every try")


async def _check(
    point: DecisionPoint,
    entries: Sequence[Entry],
    now: dt.datetime,
    regulation: str | None,
    progress: Callable[[], None],
    caller: Caller,
    among: Alike | None,
) -> Report:
    snapshot = point.store.current
    knowledge = snapshot.view
    form = knowledge.vocabulary.forms.get(FORM, Properties())
    read = [_read(entry, knowledge, regulation) for entry in entries]
    caller.require({one.facts["regulation"] for one in read if "regulation" in one.facts}, "entries")
    found: list[Mapping[str, Any]] = []
    seen = documents([one.facts for one in read], now, knowledge, among)
    for number, (one, document) in enumerate(zip(read, seen, strict=True), start=1):
        said: Sequence[Mapping[str, Any]] = ()
        if "regulation" in one.facts:
            said = (await point.store.evaluate(snapshot, document, ENTRYPOINT))["problems"]
        found += _problems(one, said, knowledge, form)
        progress()
        if number % _BREATH == 0:
            await asyncio.sleep(0)
    return Report(len(entries), found, snapshot.policies.revision, point.engine_name)


def documents(
    entries: Sequence[Mapping[str, Any]], now: dt.datetime, knowledge: Knowledge, among: Alike | None = None
) -> Iterator[dict[str, Any]]:
    """What policies see of each entry of a catalogue: its facts, the days between its own dates, entries alike."""
    form = knowledge.vocabulary.forms.get(FORM, Properties())
    alike = among or Alike(form, entries)
    for facts in entries:
        yield {
            "entry": facts,
            "elapsed": _elapsed(form, facts, now, knowledge.calendar),
            "alike": alike.of(facts),
            "context": {"time": utc_text(now)},
        }


def _read(entry: Entry, knowledge: Knowledge, regulation: str | None) -> _Read:
    form = wire_form(entry.value, knowledge.vocabulary.forms.get(FORM, {}))
    if regulation is not None:
        form.setdefault("regulation", regulation)
    facts, bad = normalise_form(form, FORM, knowledge.vocabulary)
    return _Read(entry, facts, (*entry.problems, *bad))


def _key(facts: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...] | None:
    """What entries must agree in to be alike; None for one that does not say all of it."""
    values = tuple(str(facts[name]) for name in names if name in facts)
    return values if len(values) == len(tuple(names)) else None


def _elapsed(
    form: Mapping[str, Property], facts: Mapping[str, Any], now: dt.datetime, calendar: WorkingCalendar
) -> dict[str, Any]:
    """The days between each day that asks for something and the day on which it was done, and until now."""
    today = now.astimezone(ZONE).date()
    found: dict[str, Any] = {}
    for name, spec in form.items():
        if spec.done_by is None or name not in facts:
            continue
        start = dt.date.fromisoformat(facts[name])
        found[name] = {"done_by": spec.done_by, "now": _between(start, today, calendar)}
        if spec.done_by in facts:
            found[name]["done"] = _between(start, dt.date.fromisoformat(facts[spec.done_by]), calendar)
    return found


def _between(first: dt.date, last: dt.date, calendar: WorkingCalendar) -> dict[str, Any]:
    spans = {unit: calendar.days_between(first, last, unit) for unit in _UNITS}
    return {unit: {"least": least, "most": most} for unit, (least, most) in spans.items()}


def _problems(
    one: _Read, said: Sequence[Mapping[str, Any]], knowledge: Knowledge, form: Mapping[str, Property]
) -> list[Mapping[str, Any]]:
    """The problems of one entry: bad fields first, then what the policies say, in the order of the articles.

    What they say of a bad field is left out: they saw it as missing, and it is reported already.
    """
    bad_fields = {_root(problem.path) for problem in one.bad}
    problems: list[Mapping[str, Any]] = [_unread(problem) for problem in one.bad]
    if "regulation" not in one.facts and not bad_fields & {"", "regulation"}:
        problems.append(_NO_REGULATION)
    problems += (
        {**problem, "message": knowledge.message(problem["code"], problem["article"])}
        for problem in sorted(said, key=_order)
        if problem["field"] not in bad_fields
    )
    identity = {"entry": one.facts.get("id"), **one.entry.place}
    labels = {name: one.entry.headers.get(name, spec.words.zh) for name, spec in form.items()}
    return [{**identity, "column": labels.get(_root(told["field"])), **told} for told in problems]


_NO_REGULATION: Mapping[str, Any] = {
    "field": "regulation",
    "code": "regulation_missing",
    "article": None,
    "severity": VIOLATION,
    "message": {"zh": "没有说明适用的法规, 无法检查", "en": "No regulation is named, the entry cannot be checked"},
}


def _unread(problem: Problem) -> dict[str, Any]:
    return {
        "field": problem.path,
        "code": "unreadable",
        "article": None,
        "severity": VIOLATION,
        "message": {"zh": f"不能读取: {problem.message.zh}", "en": f"unreadable: {problem.message.en}"},
    }


def _root(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _order(problem: Mapping[str, Any]) -> tuple[bool, tuple[str, tuple[int, ...]], str, str]:
    return problem["severity"] != VIOLATION, article_order(problem["article"]), problem["field"], problem["code"]

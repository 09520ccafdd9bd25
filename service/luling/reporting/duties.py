"""Recurring duties and reports as documents, with the words of the law beside every code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from luling.decision.knowledge import Knowledge
from luling.law.calendar import ZONE
from luling.law.citation import cite
from luling.law.period import Period
from luling.law.regulation import Regulation, Words
from luling.law.reporting import Occurrence, Report, occurrences
from luling.procedure.feed import DueDay

_TERMS = {
    "start": Words(zh="年初", en="at the start of the year"),
    "end": Words(zh="年底", en="at the end of the year"),
    None: Words(zh="期内", en="within the period"),
}
_AHEAD = dt.timedelta(days=365)
_WARNED = dt.timedelta(days=30)  # before the day of a duty: its bearer has to prepare
_REGULARLY = Words(zh="定期; 条文没有写明间隔", en="regularly; the article sets no interval")


def duties(knowledge: Knowledge, regulation: Regulation, first: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    """The duties of a regulation between two days, both counted, each in its period.

    `last_day` is the last day of the period: where the article says the start or the end of the year, `term` says so;
    it sets no day, and neither does this. A duty without an interval has no period.
    """
    file = knowledge.reports.get(regulation.id)
    for one in occurrences(regulation, file, first, last) if file else ():
        yield _document(regulation, one)


def due_days(knowledge: Knowledge, today: dt.date, filters: Mapping[str, Any]) -> Iterator[DueDay]:
    """The days of duties for a calendar to subscribe to, in the periods that lie within a year from `today`.

    What falls into the start of the year stands on its first day, everything else on the last day of its period. Duties
    without an interval have no day. `filters`: `regulation`, one or several; `bearer`, a role.
    """
    wanted = filters.get("regulation", tuple(knowledge.regulations))
    for regulation in knowledge.regulations.values():
        file = knowledge.reports.get(regulation.id)
        if file is None or regulation.id not in ((wanted,) if isinstance(wanted, str) else wanted):
            continue
        for one in occurrences(regulation, file, today, today + _AHEAD):
            if one.period is not None and filters.get("bearer", one.duty.by) == one.duty.by:
                yield _due_day(regulation, one, one.period)


def _due_day(regulation: Regulation, one: Occurrence, period: Period) -> DueDay:
    document = _document(regulation, one)
    bearer, title, term = document["by"]["title"], document["title"], document["term"]
    day = period.first if one.duty.when == "start" else period.last
    return DueDay(
        uid=f"{one.id}@duty.luling",
        day=day,
        changed=dt.datetime.combine(regulation.validity.last_seen, dt.time(), ZONE),
        title=f"{title['zh']} ({period.zh}{term['zh'] if one.duty.when else ''}, {bearer['zh']})",
        text="\n".join((title["en"], document["article"], f"{bearer['zh']} · {bearer['en']}", period.name, term["en"])),
        revision=0,
        regulation=regulation.id,
        warned_from=day - _WARNED,
    )


def known_reports(regulation: Regulation, reports: Mapping[str, Report]) -> list[dict[str, Any]]:
    """Which reports a regulation asks for, by which criteria."""
    return [
        {
            "report": name,
            "title": _words(report.title),
            "article": f"{regulation.id}/{report.article}",
            "by": role(regulation, report.by),
            "to": [role(regulation, one) for one in report.to],
            "published": report.published,
            "scored": report.scored,
            "criteria": [{"id": key, "title": _words(one.title)} for key, one in report.criteria.items()],
        }
        for name, report in reports.items()
    ]


def role(regulation: Regulation, name: str) -> dict[str, Any]:
    """A role under its own name."""
    authority = regulation.authorities.get(name)
    words = Words(zh=authority.zh, en=authority.en) if authority else Words(zh=name, en=name)
    return {"role": name, "title": _words(words)}


def _document(regulation: Regulation, one: Occurrence) -> dict[str, Any]:
    duty = one.duty
    bearer = role(regulation, duty.by) if duty.by else {"role": None, "title": _words(duty.bearer)}
    return {
        "id": one.id,
        "regulation": regulation.id,
        "duty": one.name,
        "title": _words(duty.title),
        "article": f"{regulation.id}/{duty.article}",
        "citation": cite(duty.article),
        "by": bearer,
        "to": [role(regulation, name) for name in duty.to],
        "advice": duty.advice,
        "every": duty.every,
        "period": _period(one.period),
        "about": _period(one.about),
        "term": _words(_TERMS[duty.when] if duty.every else _REGULARLY),
        "first_day": one.period.first.isoformat() if one.period else None,
        "last_day": one.period.last.isoformat() if one.period else None,
        "report": duty.report,
        "reading": _words(duty.reading) if duty.reading else None,
    }


def _period(period: Period | None) -> dict[str, str] | None:
    if period is None:
        return None
    return {"id": period.name, "zh": period.zh, "from": period.first.isoformat(), "to": period.last.isoformat()}


def _words(words: Words | None) -> dict[str, str]:
    assert words is not None
    return {"zh": words.zh, "en": words.en}

"""Deadlines as a calendar that others subscribe to (iCalendar, RFC 5545): one all-day event on the last day of each.

Events rather than to-dos: calendar programs show the to-dos of a subscribed calendar rarely or never.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from icalendar import STATUS, TRANSP, Alarm, Calendar, Event

from luling.law.calendar import ZONE
from luling.procedure.clock import Standing

_PRODUCT = "-//luling//deadlines//ZH"
_REFRESH = dt.timedelta(hours=1)
_MORNING = dt.time(9)  # when an alarm goes off, Asia/Shanghai
_MARKS = {Standing.warned: "将届满", Standing.met: "已办结", Standing.missed: "已逾期"}


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day of something that must be done. `changed`: when what is said here was last changed. `warned_from`:
    the legal day from which it is warned of; None where there is nothing to warn of any more."""

    uid: str
    day: dt.date
    changed: dt.datetime
    title: str
    text: str
    revision: int
    regulation: str
    warned_from: dt.date | None


def of_deadline(
    document: Mapping[str, Any], standing: Standing, changed: dt.datetime, warned_from: dt.date | None
) -> DueDay:
    """The last day of a deadline; `document` is as of `luling.procedure.view`, and names a `due` day."""
    bearer = document["bearer"]
    mark = f"[{_MARKS[standing]}] " if standing in _MARKS else ""
    lines = (
        document["title"]["en"],
        document["article"],
        " · ".join(filter(None, (bearer["title"]["zh"], bearer["title"]["en"], bearer["organization"]))),
        f"{document['start']} – {document['due']} ({document['days']} {document['unit']})",
        f"case {document['case']}",
    )
    return DueDay(
        uid=f"{document['id']}@deadline.luling",
        day=dt.date.fromisoformat(document["due"]),
        changed=changed,
        title=f"{mark}{document['title']['zh']} ({bearer['organization'] or bearer['title']['zh']})",
        text="\n".join(lines),
        revision=1 if document["ended_on"] else 0,
        regulation=document["regulation"],
        warned_from=None if document["ended_on"] else warned_from,
    )


def calendar(days: Iterable[DueDay]) -> bytes:
    """The calendar of these days."""
    found = Calendar.new(
        prodid=_PRODUCT,
        name="律令 · 期限",
        description="法定期限 · legal deadlines",
        refresh_interval=_REFRESH,
        subcomponents=[_event(one) for one in days],
    )
    # What calendar programs understand that do not know RFC 7986.
    found.add("X-WR-CALNAME", "律令 · 期限")
    found.add("X-WR-TIMEZONE", str(ZONE))
    content: bytes = found.to_ical()
    return content


def _event(one: DueDay) -> Event:
    alarms = [] if one.warned_from is None else [_alarm(one, day) for day in sorted({one.warned_from, one.day})]
    return Event.new(
        uid=one.uid,
        stamp=one.changed,
        last_modified=one.changed,
        sequence=one.revision,
        start=one.day,
        end=one.day + dt.timedelta(days=1),
        summary=one.title,
        description=one.text,
        categories=[one.regulation],
        status=STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,  # whoever has a deadline is not busy all day
        subcomponents=alarms,
    )


def _alarm(one: DueDay, day: dt.date) -> Alarm:
    """An alarm at an instant: a time before an all-day event would count in the zone of whoever looks."""
    alarm = Alarm.new(description=one.title)
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", dt.datetime.combine(day, _MORNING, ZONE).astimezone(dt.UTC))
    return alarm

"""The calendar of deadlines: what is in it, when it reminds, what happens to it when an act is done."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar, Event

from luling.law.calendar import ZONE
from luling.procedure.clock import Standing
from luling.procedure.deadlines import Deadlines
from luling.procedure.errors import TooManyError
from luling.procedure.feed import calendar
from luling.procedure.law import Named, ProcedureLaw
from tests.procedure.conftest import HOLDER, NOW, Office


@pytest.fixture
def named(law: ProcedureLaw) -> Named:
    return law.named("liaoning_2019", "conditional_access")


def _events(office: Office, *, state: Standing | None = None, days: int = 0, most: int = 9) -> list[Event]:
    """The events as whoever subscribes reads them."""
    at = NOW + dt.timedelta(days=days)
    found = Deadlines(office.database, 2).due_days(office.law, at, filters={}, state=state, most=most)
    return Calendar.from_ical(calendar(found)).events


def _alarms(event: Event) -> list[str]:
    return [alarm["TRIGGER"].dt.astimezone(ZONE).isoformat() for alarm in event.walk("VALARM")]


def test_a_deadline_is_an_event_of_its_last_day_that_reminds_in_time(office: Office, named: Named) -> None:
    office.open(named)
    (event,) = _events(office)
    assert (event.start, event.end) == (dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    assert event.DTSTAMP == NOW
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.errors == []
    assert "liaoning_2019/art_17__para_2" in event["DESCRIPTION"]
    # Two working days before Monday 2026-11-30 is Thursday.
    assert _alarms(event) == ["2026-11-26T09:00:00+08:00", "2026-11-30T09:00:00+08:00"]
    (later,) = _events(office, days=3)
    assert later["UID"] == event["UID"]
    assert "将届满" in later["SUMMARY"]
    (missed,) = _events(office, days=9)
    assert "已逾期" in missed["SUMMARY"]


def test_what_is_met_leaves_the_calendar_and_is_shown_without_alarm_to_whoever_asks(
    office: Office, named: Named
) -> None:
    case = office.open(named).answer["id"]
    (before,) = _events(office)
    office.now = NOW + dt.timedelta(days=1)
    office.act(case, "agree", HOLDER)
    assert _events(office, days=1) == []
    (met,) = _events(office, days=1, state=Standing.met)
    assert (met["UID"], met["SEQUENCE"], _alarms(met)) == (before["UID"], 1, [])
    assert NOW + dt.timedelta(days=1) == met.DTSTAMP


def test_a_calendar_that_would_leave_deadlines_out_is_refused(office: Office, named: Named) -> None:
    for _ in range(2):
        office.open(named)
    assert len(_events(office, most=2)) == 2
    with pytest.raises(TooManyError):
        _events(office, most=1)

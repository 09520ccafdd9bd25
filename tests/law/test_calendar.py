"""Legal days: the yearly notices as data, and how periods are counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import chinese_calendar
import pytest

from luling.law.calendar import WorkingCalendar
from luling.law.regulation import LawError
from luling.settings import Settings


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return WorkingCalendar.read(Settings().rules / "calendar.yaml")


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_agrees_with_chinesecalendar(calendar: WorkingCalendar, year: int) -> None:
    first = dt.date(year, 1, 1)
    days = [first + dt.timedelta(days=offset) for offset in range((dt.date(year + 1, 1, 1) - first).days)]
    differing = [day for day in days if calendar.is_working_day(day) != chinese_calendar.is_workday(day)]
    assert differing == []


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-23", 5, "2026-11-30"),  # Monday: the day of receipt is not counted, a weekend lies between
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-09-30", 1, "2026-10-08"),  # National Day holidays
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that makes up for a holiday is a working day
        ("2026-02-13", 1, "2026-02-14"),  # so is a Saturday
    ],
)
def test_working_days_skip_holidays_and_count_make_up_weekends(
    calendar: WorkingCalendar, start: str, days: int, end: str
) -> None:
    assert calendar.end_of_period(dt.date.fromisoformat(start), days, "working_day") == dt.date.fromisoformat(end)


def test_a_period_into_a_year_without_notice_has_no_end_yet(calendar: WorkingCalendar) -> None:
    assert calendar.end_of_period(dt.date(2026, 12, 28), 3, "working_day") == dt.date(2026, 12, 31)
    assert calendar.end_of_period(dt.date(2026, 12, 28), 4, "working_day") is None


def test_calendar_days_need_no_notice(calendar: WorkingCalendar) -> None:
    assert calendar.end_of_period(dt.date(2026, 12, 28), 10, "day") == dt.date(2027, 1, 7)


def test_an_unknown_unit_is_an_error(calendar: WorkingCalendar) -> None:
    with pytest.raises(ValueError, match="fortnight"):
        calendar.end_of_period(dt.date(2026, 1, 5), 1, "fortnight")


def test_a_wrong_calendar_file_names_file_and_field(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text("years: {2026: {notice: 通知, holidays: [soon], make_up: []}}", encoding="utf-8")
    with pytest.raises(LawError, match=r"calendar\.yaml: `years\.2026\.holidays\.0`"):
        WorkingCalendar.read(path)


def test_a_day_that_does_not_exist_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text("years: {2026: {notice: 通知, holidays: [2026-13-01], make_up: []}}", encoding="utf-8")
    with pytest.raises(LawError, match=r"calendar\.yaml: month must be"):
        WorkingCalendar.read(path)


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        ("2026-11-23", "2026-11-23", (0, 0)),
        ("2026-11-23", "2026-11-24", (0, 0)),
        ("2026-11-23", "2026-11-30", (4, 4)),
        ("2026-11-30", "2026-11-23", (0, 0)),
        ("2026-09-30", "2026-10-08", (0, 0)),
        ("2026-12-30", "2027-01-05", (1, 5)),
        ("0002-01-01", "2026-01-01", (0, 739_250)),
    ],
)
def test_working_days_between_two_days_count_neither(
    calendar: WorkingCalendar, first: str, last: str, between: tuple[int, int]
) -> None:
    found = calendar.days_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last), "working_day")
    assert found == between


@pytest.mark.parametrize("days", [1, 5, 10])
def test_the_days_between_are_fewer_than_the_period_until_it_has_ended(calendar: WorkingCalendar, days: int) -> None:
    start = dt.date(2026, 9, 24)
    due = calendar.end_of_period(start, days, "working_day")
    assert due is not None
    assert calendar.days_between(start, due, "working_day")[0] < days
    assert calendar.days_between(start, due + dt.timedelta(days=1), "working_day")[0] == days


def test_calendar_days_between(calendar: WorkingCalendar) -> None:
    assert calendar.days_between(dt.date(2027, 1, 1), dt.date(2027, 1, 11), "day") == (9, 9)
    with pytest.raises(ValueError, match="`week`"):
        calendar.days_between(dt.date(2027, 1, 1), dt.date(2027, 1, 11), "week")

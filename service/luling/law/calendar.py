"""Legal days: which days are working days, and when a period of days ends.

Working days follow the State Council's yearly notices, kept as data in `rules/calendar.yaml`. A year without a notice
is unknown: a period that reaches into it has no end yet (`None`), never a guessed one. Legal days are those of
Asia/Shanghai.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from luling.law.regulation import CalendarFile, read

ZONE = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_MOST_DAYS = 10_000  # looked at one by one


@dataclass(frozen=True, slots=True)
class _Year:
    holidays: frozenset[dt.date]
    make_up: frozenset[dt.date]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of the years for which there is a notice."""

    years: Mapping[int, _Year]

    @classmethod
    def read(cls, path: Path) -> WorkingCalendar:
        """The calendar of a `calendar.yaml`.

        Raises:
            LawError: the file is missing or wrong.
        """
        years = read(CalendarFile, path).years
        return cls({year: _Year(frozenset(days.holidays), frozenset(days.make_up)) for year, days in years.items()})

    def is_working_day(self, day: dt.date) -> bool | None:
        """Whether a day is a working day; None where its year has no notice."""
        year = self.years.get(day.year)
        if year is None:
            return None
        return day in year.make_up or (day.weekday() < _SATURDAY and day not in year.holidays)

    def end_of_period(self, start: dt.date, days: int, unit: str) -> dt.date | None:
        """The last day of a period of `days` working days (`working_day`) or calendar days (`day`).

        The day on which the period starts is not counted (the reading of every regulation's article register). None
        where a year on the way has no notice or lies beyond the year 9999.

        Raises:
            ValueError: an unknown unit.
        """
        if unit not in ("day", "working_day"):
            raise ValueError(f"`{unit}` is not a unit of days")
        try:
            return start + dt.timedelta(days=days) if unit == "day" else self._end_of_working_days(start, days)
        except OverflowError:
            return None  # beyond the last day that Python knows

    def days_between(self, first: dt.date, last: dt.date, unit: str) -> tuple[int, int]:
        """The least and the most days of a unit after `first` and before `last`, neither of them counted.

        They differ where a year between has no notice: each of its days may or may not be a working day. So with days
        after the first `_MOST_DAYS`, more than any deadline has.

        Raises:
            ValueError: an unknown unit.
        """
        if unit not in ("day", "working_day"):
            raise ValueError(f"`{unit}` is not a unit of days")
        days = max((last - first).days - 1, 0)
        if unit == "day":
            return days, days
        counted = min(days, _MOST_DAYS)
        kinds = [self.is_working_day(first + dt.timedelta(days=number)) for number in range(1, counted + 1)]
        least = kinds.count(True)
        return least, least + kinds.count(None) + days - counted

    def _end_of_working_days(self, start: dt.date, days: int) -> dt.date | None:
        day = start
        while days > 0:
            day += dt.timedelta(days=1)
            working = self.is_working_day(day)
            if working is None:
                return None
            days -= working
        return day


def legal_day(moment: dt.datetime) -> dt.date:
    """The legal day of an instant (Asia/Shanghai)."""
    return moment.astimezone(ZONE).date()

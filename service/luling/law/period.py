"""Periods of legal days that reports and recurring duties are about: a year, a half-year, a quarter, a month.

A period is called as people write it: `2026`, `2026-H1`, `2026-Q3`, `2026-11`. Days are legal days (Asia/Shanghai).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Self, get_args

from luling.law.calendar import ZONE

Interval = Literal["year", "half_year", "quarter", "month"]
INTERVALS: tuple[Interval, ...] = get_args(Interval)
_MONTHS: dict[Interval, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_LETTERS: dict[str, Interval] = {"H": "half_year", "Q": "quarter"}
_NAME = re.compile(r"(?P<year>[1-9]\d{3})(?:-(?:(?P<letter>[HQ])(?P<part>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_LAST_YEAR = 9998


class PeriodError(ValueError):
    """A text that calls no period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The `number`-th interval of a year, counted from 1."""

    year: int
    number: int
    interval: Interval

    @classmethod
    def read(cls, name: str) -> Self:
        """The period of that name.

        Raises:
            PeriodError: there is none.
        """
        found = _NAME.fullmatch(name)
        if found is None or int(found["year"]) > _LAST_YEAR:
            raise PeriodError(f"`{name}` is no period (2026, 2026-H1, 2026-Q3, 2026-11)")
        year = int(found["year"])
        if found["month"]:
            return cls(year, int(found["month"]), "month")
        if not found["letter"]:
            return cls(year, 1, "year")
        interval, number = _LETTERS[found["letter"]], int(found["part"])
        if number > 12 // _MONTHS[interval]:
            raise PeriodError(f"`{name}` is no period: a year has two halves")
        return cls(year, number, interval)

    @classmethod
    def of(cls, day: dt.date, interval: Interval) -> Self:
        """The period in which a day lies."""
        return cls(day.year, (day.month - 1) // _MONTHS[interval] + 1, interval)

    @property
    def name(self) -> str:
        """What it is called."""
        part = {"year": "", "half_year": f"-H{self.number}", "quarter": f"-Q{self.number}"}
        return f"{self.year}{part.get(self.interval, f'-{self.number:02}')}"

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        halves = ("上半年", "下半年")
        part = {"half_year": halves[(self.number - 1) % 2], "quarter": f"第{'一二三四'[(self.number - 1) % 4]}季度"}
        return f"{self.year}年{part.get(self.interval, '' if self.interval == 'year' else f'{self.number}月')}"

    @property
    def first(self) -> dt.date:
        """Its first legal day."""
        return dt.date(self.year, (self.number - 1) * _MONTHS[self.interval] + 1, 1)

    @property
    def last(self) -> dt.date:
        """Its last legal day."""
        return self.next.first - dt.timedelta(days=1)

    @property
    def next(self) -> Self:
        """The one after it."""
        return self._beside(1)

    @property
    def previous(self) -> Self:
        """The one before it."""
        return self._beside(-1)

    @property
    def start(self) -> dt.datetime:
        """Its first instant."""
        return dt.datetime.combine(self.first, dt.time(), ZONE)

    @property
    def end(self) -> dt.datetime:
        """The first instant after it."""
        return self.next.start

    def _beside(self, step: int) -> Self:
        count = 12 // _MONTHS[self.interval]
        index = self.year * count + self.number - 1 + step
        return type(self)(index // count, index % count + 1, self.interval)


def periods(first: dt.date, last: dt.date, interval: Interval) -> Iterator[Period]:
    """The periods of which at least a day lies between two days, both counted."""
    period = Period.of(first, interval)
    while period.first <= last:
        yield period
        period = period.next

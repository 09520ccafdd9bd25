"""Legal deadlines: which a regulation sets, and on which day one ends that started on a given day.

The deadlines of a regulation are its parameters with a start event. The number of days is the one in force on the day
on which the period started: a later amendment neither shortens nor lengthens a period that is running.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from luling.law.calendar import WorkingCalendar
from luling.law.regulation import Effective, Parameter, Regulation

UNDETERMINED = "undetermined"


class UnknownDeadlineError(LookupError):
    """There is no such deadline, or none was in force on the day on which the period started."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period that started on the legal day `start` (Asia/Shanghai).

    `days` counts `norm.unit` and is None for a term without a number, which `term` then names. `due` is the last day
    as `YYYY-MM-DD`, or `undetermined`; None for a term without a number.
    """

    norm: Parameter
    start: dt.date
    days: int | None
    term: str | None
    due: str | None


def deadlines(regulation: Regulation) -> Mapping[str, Parameter]:
    """The parameters of a regulation that are deadlines, by name, in the order of `regulation.yaml`."""
    return {name: norm for name, norm in regulation.parameters.items() if norm.starts is not None}


def deadline(regulation: Regulation, norm: str, start: dt.date, calendar: WorkingCalendar) -> Deadline:
    """The deadline `norm` of a regulation for a period that starts on the legal day `start`.

    Raises:
        UnknownDeadlineError: the regulation sets no such deadline, or neither it nor a value of the deadline was in
            force on that day.
    """
    found = deadlines(regulation).get(norm)
    if found is None:
        raise UnknownDeadlineError(f"`{regulation.id}` sets no deadline `{norm}`")
    if not _in_force(regulation.effective, start):
        raise UnknownDeadlineError(f"`{regulation.id}` was not in force on `{start}`")
    value = found.on(start)
    if value is None:
        raise UnknownDeadlineError(f"`{norm}` of `{regulation.id}` had no value on `{start}`")
    if isinstance(value, str):
        return Deadline(found, start, days=None, term=value, due=None)
    return Deadline(found, start, days=value, term=None, due=last_day(start, value, found.unit, calendar))


def last_day(start: dt.date, days: int, unit: str, calendar: WorkingCalendar) -> str:
    """The last day of a period as `YYYY-MM-DD`, or `undetermined` where a year on the way has no notice.

    Raises:
        ValueError: an unknown unit.
    """
    end = calendar.end_of_period(start, days, unit)
    return end.isoformat() if end else UNDETERMINED


def _in_force(time: Effective, day: dt.date) -> bool:
    return (time.from_ is None or time.from_ <= day) and (time.until is None or day < time.until)

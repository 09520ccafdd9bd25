"""Legal deadlines of a made-up regulation: which value counts, where a period ends, and what has no end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from luling.law.calendar import WorkingCalendar
from luling.law.deadlines import UNDETERMINED, UnknownDeadlineError, deadline, deadlines, last_day
from luling.law.regulation import Parameter, Regulation
from luling.settings import Settings

WORDS = {"zh": "字", "en": "word"}
SEEN = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return WorkingCalendar.read(Settings().rules / "calendar.yaml")


def norm(unit: str, *values: tuple[dt.date | None, dt.date | None, int | str], starts: str | None = "received") -> Any:
    return Parameter.model_validate(
        {
            "article": "art_7",
            "title": WORDS,
            "unit": unit,
            "starts": starts,
            "values": [{"from": begin, "until": end, "value": value, "seen": SEEN} for begin, end, value in values],
        }
    )


AMENDED = dt.date(2026, 6, 1)
REGULATION = Regulation.model_validate(
    {
        "id": "inkstones",
        "title": WORDS,
        "issuer": WORDS,
        "document_number": None,
        "promulgated": None,
        "effective": {"from": dt.date(2020, 1, 1), "until": dt.date(2030, 1, 1)},
        "effective_article": "art_10",
        "scope_article": "art_1",
        "jurisdiction": {"codes": ["990000"], "name": WORDS},
        "validity": {"last_seen": SEEN, "notice": WORDS},
        "authorities": {},
        "classes": {},
        "parameters": {
            "threshold": norm("yuan", (None, None, 300000), starts=None),
            "reply": norm("working_day", (None, AMENDED, 5), (AMENDED, None, 3)),
            "filing": norm("day", (AMENDED, None, 10)),
            "report": norm("none", (None, None, "promptly")),
        },
    }
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_amounts_are_no_deadlines() -> None:
    assert list(deadlines(REGULATION)) == ["reply", "filing", "report"]


@pytest.mark.parametrize(
    ("name", "start", "days", "due"),
    [
        ("reply", "2026-05-29", 5, "2026-06-05"),  # runs into the amendment, which does not shorten it
        ("reply", "2026-06-01", 3, "2026-06-04"),
        ("reply", "2026-12-29", 3, UNDETERMINED),
        ("filing", "2026-12-29", 10, "2027-01-08"),
    ],
)
def test_the_number_in_force_when_the_period_starts_counts(
    calendar: WorkingCalendar, name: str, start: str, days: int, due: str
) -> None:
    found = deadline(REGULATION, name, day(start), calendar)
    assert (found.days, found.due, found.term) == (days, due, None)


def test_a_term_without_a_number_has_no_due_date(calendar: WorkingCalendar) -> None:
    found = deadline(REGULATION, "report", day("2026-11-23"), calendar)
    assert (found.days, found.due, found.term) == (None, None, "promptly")


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        ("threshold", "2026-11-23", "sets no deadline `threshold`"),
        ("unheard_of", "2026-11-23", "sets no deadline `unheard_of`"),
        ("reply", "2019-12-31", "`inkstones` was not in force on `2019-12-31`"),
        ("reply", "2030-01-01", "`inkstones` was not in force on `2030-01-01`"),
        ("filing", "2026-05-31", "`filing` of `inkstones` had no value on `2026-05-31`"),
    ],
)
def test_what_was_not_in_force_has_no_due_date(calendar: WorkingCalendar, name: str, start: str, told: str) -> None:
    with pytest.raises(UnknownDeadlineError, match=told):
        deadline(REGULATION, name, day(start), calendar)


@pytest.mark.parametrize("unit", ["day", "working_day"])
def test_a_period_beyond_the_last_day_that_there_is_has_no_end(unit: str) -> None:
    every_year = WorkingCalendar.read(Settings().rules / "calendar.yaml").years
    calendar = WorkingCalendar({9999: every_year[2026]})
    assert last_day(day("9999-12-30"), 5, unit, calendar) == UNDETERMINED

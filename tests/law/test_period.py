"""Periods and recurring duties: their names, their borders at midnight in Shanghai, their order."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from luling.decision.knowledge import Knowledge
from luling.law.period import INTERVALS, Interval, Period, PeriodError, periods
from luling.law.reporting import ReportFile, occurrences
from tests.engines import RULES

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2300, 12, 31))
KNOWLEDGE = Knowledge.read(RULES)


@pytest.mark.parametrize(
    ("name", "zh", "first", "last"),
    [
        ("2026", "2026年", "2026-01-01", "2026-12-31"),
        ("2026-H1", "2026年上半年", "2026-01-01", "2026-06-30"),
        ("2026-H2", "2026年下半年", "2026-07-01", "2026-12-31"),
        ("2026-Q3", "2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026年12月", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_period_is_called_as_people_write_it(name: str, zh: str, first: str, last: str) -> None:
    period = Period.read(name)
    assert (period.name, period.zh) == (name, zh)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


def test_a_period_begins_and_ends_at_midnight_in_shanghai() -> None:
    period = Period.read("2026-H1")
    assert period.start.astimezone(dt.UTC) == dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)
    assert period.end.astimezone(dt.UTC) == dt.datetime(2026, 6, 30, 16, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "name", ["", "26", "2026-", "2026-H3", "2026-Q5", "2026-00", "2026-13", "2026-h1", "0026", "9999"]
)
def test_another_text_is_no_period(name: str) -> None:
    with pytest.raises(PeriodError):
        Period.read(name)


@given(DAYS, st.sampled_from(INTERVALS))
def test_every_day_lies_in_one_period_that_its_name_calls(day: dt.date, interval: Interval) -> None:
    period = Period.of(day, interval)
    assert period.first <= day <= period.last
    assert Period.read(period.name) == period
    assert period.previous.next == period.next.previous == period
    assert period.previous.last < period.first


@given(DAYS, st.integers(0, 2000), st.sampled_from(INTERVALS))
def test_periods_between_two_days_leave_no_day_out(first: dt.date, span: int, interval: Interval) -> None:
    last = first + dt.timedelta(days=span)
    found = list(periods(first, last, interval))
    assert found[0].first <= first
    assert last <= found[-1].last
    assert all(one.next == other for one, other in pairwise(found))


def duties(regulation: str, first: str, last: str) -> list[str]:
    law, file = KNOWLEDGE.regulations[regulation], KNOWLEDGE.reports[regulation]
    return [one.id for one in occurrences(law, file, dt.date.fromisoformat(first), dt.date.fromisoformat(last))]


def test_duties_come_by_their_periods() -> None:
    assert duties("sanya_2007", "2026-07-01", "2026-12-31") == [
        "sanya_2007/overview/2026",
        "sanya_2007/evaluation/2026",
        "sanya_2007/training/2026-H2",
    ]


def test_there_are_no_duties_before_the_regulation_is_in_force() -> None:
    assert duties("sanya_2007", "2007-01-01", "2007-11-30") == []
    assert "sanya_2007/training/2007-H2" in duties("sanya_2007", "2007-01-01", "2007-12-01")


def test_a_duty_without_an_interval_has_no_period_and_comes_once() -> None:
    assert duties("dazhou", "2020-01-01", "2030-12-31") == ["dazhou/openness"]


WORDS = {"zh": "字", "en": "word"}
DUTY = {"title": WORDS, "article": "art_1", "every": "year", "by": "office"}


@pytest.mark.parametrize(
    "changed",
    [
        {"by": None},
        {"bearer": WORDS},
        {"every": None, "when": "start"},
        {"every": "week"},
        {"report": "none"},
    ],
)
def test_a_duty_that_says_two_things_is_refused(changed: dict[str, object]) -> None:
    assert ReportFile.model_validate({"duties": {"one": DUTY}}).duties
    with pytest.raises(ValidationError):
        ReportFile.model_validate({"duties": {"one": DUTY | changed}})


def test_a_report_that_no_duty_makes_is_refused() -> None:
    report = {
        "title": WORDS,
        "article": "art_1",
        "by": "office",
        "criteria": {"a": {"title": WORDS, "article": "art_1"}},
    }
    with pytest.raises(ValidationError, match="differ"):
        ReportFile.model_validate({"duties": {"one": DUTY}, "reports": {"r": report}})

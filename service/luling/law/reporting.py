"""Reports and recurring duties as data: the models of `rules/<regulation>/reports.yaml`.

A report is made by criteria, each of which the regulation names, and each of which is bound to measures that the
service computes. What there is to measure is a closed list (`Measure`); what a criterion counts is data. Weights are
no part of it: no regulation sets any, so whoever evaluates states them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from luling.law.period import Interval, Period, periods
from luling.law.regulation import Code, Eid, Model, Regulation, Words, read

Measure = Literal[
    "resources_shared",  # resources in the register that the unit provides
    "update_timeliness",  # of the data that changed in the period, the share that was updated (in time)
    "catalogue_conformity",  # of the catalogue entries, the share without a violation
    "uses_permitted",  # evaluations that permitted the use of what the unit provides
    "consumers_served",  # organisations to which what the unit provides was permitted
    "answers_on_time",  # of the deadlines that the unit bore and that ended in the period, the share that it kept
    "cases_opened",  # cases that were opened about what the unit provides
    "cases_closed",  # of the cases that were open in the period, the share that is closed
    "breaches_found",  # findings of a breach by the unit
]
Breakdown = Literal[
    "resources_by_class",
    "decisions_by_effect",
    "decisions_by_action",
    "requests_by_consumer",
    "requests_by_resource",
    "cases_by_kind",
    "deadlines_by_norm",
    "breaches_by_conduct",
]


class Measured(Model):
    """A measure, and what it counts; what is not limited counts as a whole.

    `where` are properties of a resource, of the register or of its catalogue entry, with the values that count;
    `actions` those of evaluations; `kinds` those of procedures; `norms` deadlines of `regulation.yaml`; `conduct` that
    of findings. `changed` is the property that names the day of a change, `norm` the deadline of the update.
    """

    measure: Measure
    title: Words
    where: dict[Code, tuple[str | bool, ...]] = Field(default_factory=dict)
    actions: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()
    norms: tuple[Code, ...] = ()
    conduct: tuple[Code, ...] = ()
    changed: Code | None = None
    norm: Code | None = None

    @model_validator(mode="after")
    def _complete(self) -> Measured:
        if (self.measure == "update_timeliness") != (self.changed is not None):
            raise ValueError("`changed` belongs to `update_timeliness`, and it needs it")
        return self


class Criterion(Model):
    """What the regulation wants to be looked at, in its own words. Without `measures` the service has no data on it.

    `reading` says what stands in for a word that the regulation does not define.
    """

    title: Words
    article: Eid
    measures: dict[Code, Measured] = Field(default_factory=dict)
    reading: Words | None = None


class Report(Model):
    """A report. `scored`: units are evaluated, so that they get scores; else it only counts.

    `by` is the role that makes it, `to` those to whom it goes; `published` where the article says so. `units` are the
    kinds of organisations that are reported on although they provide nothing.
    """

    title: Words
    article: Eid
    by: Code
    to: tuple[Code, ...] = ()
    published: bool = False
    scored: bool = False
    units: tuple[Code, ...] = ()
    criteria: dict[Code, Criterion] = Field(min_length=1)
    tables: tuple[Breakdown, ...] = ()
    reading: Words | None = None


class Duty(Model):
    """What has to be done again and again.

    `every` is null where the article says only that it is to be done regularly. `when` is the part of the period in
    which it falls, by the article (start or end of the year); `about` is the period that it is about. `report` is the
    report by which it is done. `by` is a role, or `bearer` says in words who has no role of its own.
    """

    title: Words
    article: Eid
    every: Interval | None
    when: Literal["start", "end"] | None = None
    about: Literal["current", "previous"] = "current"
    by: Code | None = None
    bearer: Words | None = None
    to: tuple[Code, ...] = ()
    report: Code | None = None
    advice: bool = False
    reading: Words | None = None

    @model_validator(mode="after")
    def _borne(self) -> Duty:
        if (self.by is None) == (self.bearer is None):
            raise ValueError("either `by` or `bearer`")
        if self.every is None and (self.when is not None or self.about != "current"):
            raise ValueError("`when` and `about` need `every`")
        return self


class ReportFile(Model):
    """`rules/<regulation>/reports.yaml`."""

    reports: dict[Code, Report] = Field(default_factory=dict)
    duties: dict[Code, Duty] = Field(min_length=1)

    @model_validator(mode="after")
    def _linked(self) -> ReportFile:
        linked = {duty.report for duty in self.duties.values() if duty.report is not None}
        if linked != set(self.reports):
            raise ValueError(f"reports and the duties that they fulfil differ: {sorted(linked ^ set(self.reports))}")
        return self

    def articles(self) -> Iterator[tuple[str, Eid, Words]]:
        """Every place that cites an article: its name, the article, its words."""
        for name, report in self.reports.items():
            yield name, report.article, report.title
            for code, criterion in report.criteria.items():
                yield f"{name}.{code}", criterion.article, criterion.title
        for name, duty in self.duties.items():
            yield name, duty.article, duty.title


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A duty in one period; `period` is None where the article sets no interval."""

    regulation: str
    name: str
    duty: Duty
    period: Period | None

    @property
    def id(self) -> str:
        """What names it, the same at every look."""
        return f"{self.regulation}/{self.name}" + (f"/{self.period.name}" if self.period else "")

    @property
    def about(self) -> Period | None:
        """The period that it is about."""
        if self.period is None:
            return None
        return self.period.previous if self.duty.about == "previous" else self.period


def occurrences(regulation: Regulation, file: ReportFile, first: dt.date, last: dt.date) -> Iterator[Occurrence]:
    """The duties of a regulation between two days, both counted, while it is in force: by period, then as written.

    Those without an interval come at the end, once.
    """
    effective = regulation.effective
    first = max(first, effective.from_ or first)
    if effective.until is not None:
        last = min(last, effective.until - dt.timedelta(days=1))
    if first > last:
        return
    found = [
        Occurrence(regulation.id, name, duty, period)
        for name, duty in file.duties.items()
        if duty.every is not None
        for period in periods(first, last, duty.every)
    ]
    yield from sorted(found, key=lambda one: (one.period.last, one.period.first) if one.period else ())
    for name, duty in file.duties.items():
        if duty.every is None:
            yield Occurrence(regulation.id, name, duty, None)


def read_reports(rules: Path, regulations: Mapping[str, object]) -> Mapping[str, ReportFile]:
    """The reports and duties of each regulation that has some.

    Raises:
        LawError: a file is wrong; names file and field.
    """
    paths = {regulation: rules / regulation / "reports.yaml" for regulation in regulations}
    return {regulation: read(ReportFile, path) for regulation, path in paths.items() if path.exists()}

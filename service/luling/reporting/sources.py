"""What is counted: the register as it stood at the end of a period, and what the log and the procedures have of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from luling.audit import statistics as logged
from luling.audit.statistics import Extent, Tally
from luling.compliance.catalogue import known_columns
from luling.compliance.findings import BREACH, FINDING
from luling.decision.knowledge import Knowledge
from luling.decision.record import EVALUATION, microseconds
from luling.law.calendar import ZONE
from luling.law.period import Period
from luling.law.regulation import Regulation
from luling.procedure import statistics as proceedings
from luling.procedure.statistics import CountedCase, CountedDeadline
from luling.register.reading import ORGANIZATION
from luling.register.store import held
from luling.register.tables import Resource, Subject
from luling.reporting.holding import Holding, holding
from luling.request.normalisation import ancestors, utc_text
from luling.storage.database import Database

_TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation of the register; `kind` is what the vocabulary calls it, `local` whether it lies in the area of
    the regulation."""

    id: str
    name: str
    kind: str | None
    local: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A finding of a breach: by whom, and by which conduct."""

    actor: str
    conduct: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The period that is reported on, and until when there is something to count: its end, or now."""

    period: Period
    until: dt.datetime

    @property
    def complete(self) -> bool:
        """Whether the period is over."""
        return self.until >= self.period.end

    @property
    def instant(self) -> str:
        """The instant as of which the register is read: the last one of the stretch."""
        return utc_text(self.until - _TICK)

    @property
    def today(self) -> dt.date:
        """The legal day from which one looks back: the day after a period that is over."""
        return self.until.astimezone(ZONE).date()


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that the measures of a report count. `tallies` and `breaches` are None where no log was kept."""

    knowledge: Knowledge
    regulation: Regulation
    stretch: Stretch
    holdings: tuple[Holding, ...]
    units: Mapping[str, Unit]
    tallies: tuple[Tally, ...] | None
    breaches: tuple[Breach, ...] | None
    cases: tuple[CountedCase, ...]
    deadlines: tuple[CountedDeadline, ...]
    extent: Extent
    conforming: Mapping[str, bool] | None = None  # catalogue entries by resource, where they were checked

    @property
    def providers(self) -> Mapping[str, str]:
        """Who provides each resource, where the register says so."""
        return {one.id: one.provider for one in self.holdings if one.provider is not None}


def read_sources(
    knowledge: Knowledge, regulation: Regulation, stretch: Stretch, register: Database, log: Database | None
) -> Sources:
    """The sources of a stretch. It blocks: call it in a thread.

    Raises:
        StorageError: the register's database does not answer. LogError: nor does the log's.
    """
    with register.reading() as session:
        holdings = tuple(_holdings(session, knowledge, regulation, stretch.instant))
        units = {unit.id: unit for unit in _units(session, regulation, stretch.instant)}
    extent = logged.extent(log) if log is not None else Extent(None, {})
    start, end = stretch.period.start, stretch.until
    since, until = microseconds(start.astimezone(dt.UTC)), microseconds(end.astimezone(dt.UTC))
    kept = log is not None and extent.since is not None and extent.since < until
    return Sources(
        knowledge=knowledge,
        regulation=regulation,
        stretch=stretch,
        holdings=holdings,
        units=units,
        tallies=tuple(_tallies(log, regulation, since, until)) if kept and log is not None else None,
        breaches=tuple(_breaches(log, regulation, since, until)) if kept and log is not None else None,
        cases=tuple(proceedings.cases(register, regulation.id, start, end)),
        deadlines=tuple(
            proceedings.deadlines(
                register,
                regulation.id,
                stretch.period.first,
                stretch.period.last,
                end - _TICK,
                stretch.today,
            )
        ),
        extent=extent,
    )


def _holdings(session: Session, knowledge: Knowledge, regulation: Regulation, at: str) -> Iterator[Holding]:
    wanted = select(Resource).where(held(Resource, at), col(Resource.regulation) == regulation.id)
    columns = known_columns(knowledge)
    for row in session.exec(wanted.order_by(Resource.type, Resource.id).execution_options(yield_per=1000)):
        yield holding(row, knowledge, columns)


def _units(session: Session, regulation: Regulation, at: str) -> Iterator[Unit]:
    area = set(regulation.jurisdiction.codes)
    wanted = select(Subject).where(held(Subject, at), col(Subject.type) == ORGANIZATION)
    for row in session.exec(wanted.order_by(Subject.id)):
        places = ancestors(str(row.properties.get("jurisdiction", "")))
        yield Unit(row.id, row.name or row.id, row.properties.get("kind"), not area.isdisjoint(places))


def _tallies(log: Database, regulation: Regulation, since: int, until: int) -> Iterator[Tally]:
    for tally in logged.tallies(log, EVALUATION, since, until):
        if regulation.id in tally.regulations:
            yield tally


def _breaches(log: Database, regulation: Regulation, since: int, until: int) -> Iterator[Breach]:
    for actor, answer in logged.answers(log, FINDING, BREACH, since, until):
        for finding in answer["findings"]:
            if finding["kind"] == BREACH and finding["article"].partition("/")[0] == regulation.id:
                yield Breach(actor, finding["conduct"])

"""Making a report: what is asked for, what is read for it, what comes out."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from luling.compliance.catalogue import VIOLATION, check
from luling.decision.point import DecisionPoint
from luling.law.calendar import ZONE
from luling.law.period import Period, PeriodError
from luling.law.regulation import Regulation
from luling.law.reporting import Report
from luling.reporting.document import document
from luling.reporting.scores import read_weights
from luling.reporting.sources import Sources, Stretch, read_sources
from luling.request.errors import RequestError, problem
from luling.storage.database import Database

CONFORMITY = "catalogue_conformity"


class UnknownReportError(LookupError):
    """A regulation, or a report of one, that there is not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that is asked for, checked."""

    name: str
    report: Report
    regulation: Regulation
    stretch: Stretch
    weights: Mapping[str, float] | None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Reporting:
    """Makes reports from a register and a log. Use it on the event loop of the decision point."""

    def __init__(
        self, point: DecisionPoint, register: Database, log: Database | None, clock: Callable[[], dt.datetime] = _now
    ) -> None:
        self._point = point
        self._register = register
        self._log = log
        self._clock = clock

    def reports(self, regulation: str) -> Mapping[str, Report]:
        """The reports of a regulation.

        Raises:
            UnknownReportError: there is no such regulation.
        """
        if regulation not in self._point.knowledge.regulations:
            raise UnknownReportError(f"no regulation `{regulation}`")
        file = self._point.knowledge.reports.get(regulation)
        return file.reports if file else {}

    def read(self, regulation: str, name: str, period: str | None, weights: Sequence[str]) -> Asked:
        """What is asked for. Without a period it is the running year.

        Raises:
            UnknownReportError: there is no such report. RequestError: the period or a weight is wrong, or the period
            has not begun.
        """
        report = self.reports(regulation).get(name)
        if report is None:
            raise UnknownReportError(f"`{regulation}` has no report `{name}`")
        now = self._clock()
        stretch = _stretch(period, now)
        law = self._point.knowledge.regulations[regulation]
        return Asked(name, report, law, stretch, read_weights(weights, report))

    async def make(self, asked: Asked) -> dict[str, Any]:
        """The report as a document.

        Raises:
            StorageError: the register does not answer. LogError: nor does the log. EngineError: the catalogue could not
            be checked.
        """
        knowledge = self._point.knowledge
        sources = await asyncio.to_thread(
            read_sources, knowledge, asked.regulation, asked.stretch, self._register, self._log
        )
        measures = {one.measure for what in asked.report.criteria.values() for one in what.measures.values()}
        if CONFORMITY in measures:
            sources = replace(sources, conforming=await self._conforming(sources))
        made = await asyncio.to_thread(document, asked.name, asked.report, sources, asked.weights)
        return made | {
            "policy_revision": self._point.status.revision,
            "made_at": self._clock().astimezone(ZONE).isoformat(timespec="seconds"),
        }

    async def _conforming(self, sources: Sources) -> Mapping[str, bool]:
        """Which catalogue entries of the register are in order, by the checks of the regulation as of the stretch."""
        entries = [one.entry for one in sources.holdings if one.entry is not None]
        if not entries:
            return {}
        found = await check(self._point, entries, sources.stretch.until, sources.regulation.id)
        wrong = {one["resource"] for one in found.problems if one["severity"] == VIOLATION}
        return {one.id: one.id not in wrong for one in sources.holdings if one.entry is not None}


def _stretch(name: str | None, now: dt.datetime) -> Stretch:
    try:
        period = Period.of(now.astimezone(ZONE).date(), "year") if name is None else Period.read(name)
    except PeriodError as error:
        told = problem("period", f"不是期间(2026, 2026-H1, 2026-Q3, 2026-11): `{name}`", str(error))
        raise RequestError(told) from error
    if period.start >= now:
        raise RequestError(problem("period", f"`{period.name}` 尚未开始", f"`{period.name}` has not begun"))
    return Stretch(period, min(period.end, now))

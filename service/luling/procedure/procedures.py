"""Procedures as the service runs them: asked on the event loop, done in threads, recorded before they are answered."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any, Self

from luling.audit.entry import LogError
from luling.compliance.findings import FORM, find
from luling.decision.enrichment import Enrichment
from luling.decision.point import DecisionPoint
from luling.law.regulation import LawError
from luling.policy.engine import EngineError
from luling.procedure import reading
from luling.procedure.cases import Cases, Done
from luling.procedure.clock import Standing
from luling.procedure.deadlines import Deadlines
from luling.procedure.errors import UnknownCaseError
from luling.procedure.feed import DueDay
from luling.procedure.law import ProcedureLaw
from luling.procedure.notices import DEADLINE_MISSED, DEADLINE_WARNED, of_deadline
from luling.procedure.record import act_entry
from luling.procedure.recorded import RecordedRegistry
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.register.book import Book
from luling.register.reading import ORGANIZATION
from luling.request.caller import LOCAL, Caller
from luling.storage.database import StorageError

_PAUSE = 600  # seconds between two looks at the deadlines; a legal day is what changes their standing
_MOST_DAYS = 5000  # days in one calendar
_log = logging.getLogger(__name__)
_LEFT = dt.timedelta(minutes=1)  # an act that is not recorded after that was left behind by a process that ended

SERVICE = Caller("luling")  # who finds upon missed deadlines

Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Procedures:
    """The procedures of the policies in force. Use it on the event loop of the decision point."""

    def __init__(
        self,
        point: DecisionPoint,
        cases: Cases,
        deadlines: Deadlines,
        enrichment: Enrichment,
        clock: Clock = _now,
    ) -> None:
        self._point = point
        self._cases = cases
        self._deadlines = deadlines
        self._enrichment = enrichment
        self.clock = clock  # the instant of an act; whoever tests moves it
        self._law: ProcedureLaw | None = None
        self._attending: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, point: DecisionPoint, book: Book, warning: int) -> Self:
        """The procedures with their cases beside the register. `warning`: see `Deadlines`."""
        registry = RecordedRegistry(book.register, lambda: point.knowledge.vocabulary)
        return cls(point, Cases(book.database, registry), Deadlines(book.database, warning), Enrichment(book.facts))

    async def __aenter__(self) -> Self:
        """Attends to deadlines and to what was left behind, from now on.

        Raises:
            LawError: the procedures do not fit together.
        """
        _ = self.law
        self._attending = asyncio.create_task(self._attend())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._attending is not None:
            self._attending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._attending

    @property
    def law(self) -> ProcedureLaw:
        """The procedures of the policies in force.

        Raises:
            LawError: they do not fit together.
        """
        snapshot = self._point.store.current
        if self._law is None or self._law.revision != snapshot.policies.revision:
            self._law = ProcedureLaw(snapshot.policies, snapshot.view)
        return self._law

    async def open(self, kind: str, body: Any, caller: Caller, key: str | None) -> Done:
        """Open a case of a kind; see `Cases.open`. Returns when it is recorded."""
        opening = reading.read_opening(body, kind)
        caller.require([opening.regulation], "regulation")
        law = self.law
        request = await self._enriched(law, opening.request, caller)
        done = await asyncio.to_thread(self._cases.open, law, opening, request, caller, key, self.clock())
        await self._keep(done)
        return done

    async def act(self, kinds: Collection[str], case: str, body: Any, caller: Caller, key: str | None) -> Done:
        """Act in a case of some kinds; see `Cases.act`. Returns when it is recorded."""
        asked = reading.read_act(body, case)
        law = self.law
        request = await self._request(law, await self._about(kinds, case, caller))
        done = await asyncio.to_thread(self._cases.act, law, case, asked, request, caller, key, self.clock())
        await self._keep(done)
        return done

    async def show(self, kinds: Collection[str], case: str, caller: Caller) -> dict[str, Any]:
        """A case of some kinds with its history; see `Cases.show`."""
        law = self.law
        request = await self._request(law, await self._about(kinds, case, caller))
        return await asyncio.to_thread(self._cases.show, law, case, request, self.clock())

    async def find(
        self, kinds: Collection[str], filters: Mapping[str, Any], after: str, most: int, caller: Caller
    ) -> list[dict[str, Any]]:
        """Cases of some kinds under the caller's regulations; see `Cases.find`."""
        return await asyncio.to_thread(
            self._cases.find, self.law, tuple(kinds), filters=_within(filters, caller), after=after, most=most
        )

    async def deadlines(
        self,
        at: dt.datetime | None,
        filters: Mapping[str, Any],
        state: Standing | None,
        after: str,
        most: int,
        caller: Caller,
    ) -> tuple[dt.datetime, list[dict[str, Any]], str | None]:
        """Deadlines as they stand at an instant (now, if None); see `Deadlines.at`. What is missed now is found upon
        first."""
        now = self.clock()
        await self.review()
        instant = at or now
        rows, more = await asyncio.to_thread(
            self._deadlines.at,
            self.law,
            instant,
            filters=_within(filters, caller),
            state=state,
            after=after,
            most=most,
        )
        return instant, rows, more

    async def due_days(self, filters: Mapping[str, Any], state: Standing | None, caller: Caller) -> list[DueDay]:
        """The last days of deadlines as they stand now; see `Deadlines.due_days`."""
        within = _within(filters, caller)
        find = self._deadlines.due_days
        return await asyncio.to_thread(find, self.law, self.clock(), filters=within, state=state, most=_MOST_DAYS)

    async def review(self) -> int:
        """Find upon every deadline that is missed now and has not been found upon, and tell of it; how many there
        were."""
        now = self.clock()
        missed = await asyncio.to_thread(self._deadlines.missed, now)
        for row, case in missed:
            finding = await self._finding(row, case)
            notice = of_deadline(DEADLINE_MISSED, self.law, row, case, now)
            await asyncio.to_thread(self._deadlines.keep_finding, row.id, finding, now, notice)
        return len(missed)

    async def warn(self) -> int:
        """Tell of every deadline that is near its end and has not been told of; how many there were."""
        now = self.clock()
        near = await asyncio.to_thread(self._deadlines.near, self.law, now)
        for row, case in near:
            notice = of_deadline(DEADLINE_WARNED, self.law, row, case, now)
            await asyncio.to_thread(self._deadlines.keep_warning, row.id, now, notice)
        return len(near)

    async def record_left(self) -> int:
        """Record the acts that a process left behind which ended before their record; how many there were."""
        left = await asyncio.to_thread(self._cases.unrecorded, self.clock() - _LEFT)
        for act, case in left:
            await self._point.record((act_entry(act, case),))
            await asyncio.to_thread(self._cases.mark_recorded, act.id)
        return len(left)

    async def _about(self, kinds: Collection[str], case: str, caller: Caller) -> CaseRow:
        row = await asyncio.to_thread(self._cases.about, case)
        if row.kind not in kinds:
            raise UnknownCaseError(case)
        caller.require([row.regulation])
        return row

    async def _request(self, law: ProcedureLaw, case: CaseRow) -> Mapping[str, Any]:
        # What was asserted when the case was opened counted then; the register has the last word now as well.
        return await self._enriched(law, case.asked, LOCAL)

    async def _enriched(self, law: ProcedureLaw, request: Mapping[str, Any], caller: Caller) -> Mapping[str, Any]:
        known: Mapping[str, Any] = (await self._enrichment.enrich(request, law.knowledge.vocabulary, caller)).request
        return known

    async def _keep(self, done: Done) -> None:
        """Record an act. It is done already: whoever asks again with its key after a failure gets it recorded."""
        if done.act.recorded:
            return
        await self._point.record((act_entry(done.act, done.case),))
        await asyncio.to_thread(self._cases.mark_recorded, done.act.id)

    async def _finding(self, row: DeadlineRow, case: CaseRow) -> dict[str, Any] | None:
        """What follows from a missed deadline: the conduct that the law as data says it is, found upon."""
        file = self.law.knowledge.procedures.get(row.regulation)
        conduct = file.missed.get(row.norm) if file else None
        if conduct is None:
            return None
        actor = await self._actor(row.organization, case) | {"id": row.organization or row.bearer}
        report = {"regulation": row.regulation, "actor": actor, "conduct": [conduct]}
        return {"conduct": conduct, **await find(self._point, report, SERVICE)}

    async def _actor(self, organization: str | None, case: CaseRow) -> dict[str, Any]:
        """What the register knows of an organisation that a report of conduct may say of its actor."""
        if organization is None:
            return {}
        law = self.law
        asked = {
            "subject": {"type": ORGANIZATION, "id": organization},
            "resource": {"type": case.resource_type, "id": case.resource_id},
        }
        enriched = await self._enriched(law, asked, SERVICE)
        known: Mapping[str, Any] = enriched["subject"].get("properties", {})
        fields = law.knowledge.vocabulary.forms[FORM]["actor"].fields
        return {name: value for name, value in known.items() if name in fields}

    async def _attend(self) -> None:
        while True:
            try:
                await self.record_left()
                await self.review()
                await self.warn()
            except (EngineError, LogError, LawError, StorageError):
                # It is tried again, and whoever acts or asks meanwhile is told by the same error.
                _log.exception("deadlines are not attended to")
            await asyncio.sleep(_PAUSE)


def _within(filters: Mapping[str, Any], caller: Caller) -> Mapping[str, Any]:
    """The filters, and the caller's regulations where it names none.

    Raises:
        OutsideDomainError: it names one under which it has no role.
    """
    if caller.regulations is None:
        return filters
    if "regulation" in filters:
        caller.require([filters["regulation"]], "regulation")
        return filters
    return {**filters, "regulation": caller.regulations}

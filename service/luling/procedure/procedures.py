"""Procedures as the service runs them: asked on the event loop, done in threads, recorded before they are answered."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Protocol

from luling.compliance.findings import find
from luling.decision.point import DecisionPoint
from luling.procedure import reading
from luling.procedure.cases import Cases, Done
from luling.procedure.clock import Standing
from luling.procedure.deadlines import Deadlines
from luling.procedure.errors import UnknownCaseError
from luling.procedure.law import ProcedureLaw
from luling.procedure.record import act_entry
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.request.caller import LOCAL, Caller

_log = logging.getLogger(__name__)
_LEFT = dt.timedelta(minutes=1)  # an act that is not recorded after that was left behind by a process that ended

SERVICE = Caller("luling")  # who finds upon missed deadlines

Clock = Callable[[], dt.datetime]


class Enrich(Protocol):
    """Fills what the register knows into a request."""

    def __call__(self, request: Mapping[str, Any], law: ProcedureLaw, caller: Caller) -> Awaitable[Mapping[str, Any]]:
        """The request with the register's facts."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Procedures:
    """The procedures of the policies in force. Use it on the event loop of the decision point."""

    def __init__(
        self,
        point: DecisionPoint,
        cases: Cases,
        deadlines: Deadlines,
        enrich: Enrich,
        clock: Clock = _now,
    ) -> None:
        self._point = point
        self._cases = cases
        self._deadlines = deadlines
        self._enrich = enrich
        self._clock = clock
        self._law: ProcedureLaw | None = None

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
        law = self.law
        request = await self._enrich(opening.request, law, caller)
        done = await asyncio.to_thread(self._cases.open, law, opening, request, caller, key, self._clock())
        await self._keep(done)
        return done

    async def act(self, kinds: Collection[str], case: str, body: Any, caller: Caller, key: str | None) -> Done:
        """Act in a case of some kinds; see `Cases.act`. Returns when it is recorded."""
        asked = reading.read_act(body, case)
        law = self.law
        request = await self._request(law, await self._about(kinds, case))
        done = await asyncio.to_thread(self._cases.act, law, case, asked, request, caller, key, self._clock())
        await self._keep(done)
        return done

    async def show(self, kinds: Collection[str], case: str) -> dict[str, Any]:
        """A case of some kinds with its history; see `Cases.show`."""
        law = self.law
        request = await self._request(law, await self._about(kinds, case))
        return await asyncio.to_thread(self._cases.show, law, case, request, self._clock())

    async def find(
        self, kinds: Collection[str], filters: Mapping[str, Any], after: str, most: int
    ) -> list[dict[str, Any]]:
        """Cases of some kinds; see `Cases.find`."""
        return await asyncio.to_thread(
            self._cases.find, self.law, tuple(kinds), filters=filters, after=after, most=most
        )

    async def deadlines(
        self, at: dt.datetime | None, filters: Mapping[str, str], state: Standing | None, after: str, most: int
    ) -> tuple[dt.datetime, list[dict[str, Any]], str | None]:
        """Deadlines as they stand at an instant (now, if None); see `Deadlines.at`. What is missed now is found upon
        first."""
        now = self._clock()
        await self.review()
        instant = at or now
        rows, more = await asyncio.to_thread(
            self._deadlines.at, self.law, instant, filters=filters, state=state, after=after, most=most
        )
        return instant, rows, more

    async def review(self) -> int:
        """Find upon every deadline that is missed now and has not been found upon; how many there were."""
        now = self._clock()
        missed = await asyncio.to_thread(self._deadlines.missed, now)
        for row, case in missed:
            finding = await self._finding(row, case)
            await asyncio.to_thread(self._deadlines.keep_finding, row.id, finding, now)
        return len(missed)

    async def record_left(self) -> int:
        """Record the acts that a process left behind which ended before their record; how many there were."""
        left = await asyncio.to_thread(self._cases.unrecorded, self._clock() - _LEFT)
        for act, case in left:
            await self._point.record((act_entry(act, case),))
            await asyncio.to_thread(self._cases.mark_recorded, act.id)
        return len(left)

    async def _about(self, kinds: Collection[str], case: str) -> CaseRow:
        row = await asyncio.to_thread(self._cases.about, case)
        if row.kind not in kinds:
            raise UnknownCaseError(case)
        return row

    async def _request(self, law: ProcedureLaw, case: CaseRow) -> Mapping[str, Any]:
        # What was asserted when the case was opened counted then; the register has the last word now as well.
        return await self._enrich(case.asked, law, LOCAL)

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
        report = {
            "regulation": row.regulation,
            "actor": {"id": row.organization or row.bearer},
            "conduct": [conduct],
        }
        found = await find(self._point, report, SERVICE)
        return {"conduct": conduct, "case": case.id, **found}

"""Cases: opened, carried on by acts, and looked at.

An act, its approval and its deadlines are one transaction. Two people who act in one case at once do not both succeed:
an act counts on the version of the case that it saw. The same idempotency key again gives the first answer again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from luling.law.procedure import UNOPENED
from luling.notification.outbox import announce, release
from luling.procedure import notices, reading, view
from luling.procedure.acting import Step, do
from luling.procedure.errors import ChangedError, KeyUsedError, UnknownCaseError
from luling.procedure.facts import facts_of
from luling.procedure.filters import conditions
from luling.procedure.law import Named, ProcedureLaw
from luling.procedure.machine import Facts
from luling.procedure.opening import fitting, opening_act, subject_of
from luling.procedure.reading import Asked, Opening
from luling.procedure.registry import Registry
from luling.procedure.tables import ActRow, CaseRow, DeadlineRow
from luling.request.caller import Caller
from luling.request.normalisation import utc_text
from luling.request.ulids import new_ulid
from luling.storage.database import Database


@dataclass(frozen=True, slots=True)
class Done:
    """An act that is done, in which case, and what is answered. `again`: it was done before, with the same key."""

    act: ActRow
    case: CaseRow
    answer: Mapping[str, Any]
    again: bool


class Cases:
    """The cases in a database. Its methods block: call them in a thread."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self._database = database
        self._registry = registry

    def open(
        self,
        law: ProcedureLaw,
        opening: Opening,
        request: Mapping[str, Any],
        caller: Caller,
        key: str | None,
        now: dt.datetime,
    ) -> Done:
        """Open a case by its first act. `request` is the opening's, with what the register knows in it.

        Raises:
            RequestError: a bad field, or no procedure fits. NotActingError, NotCompetentError, NotPossibleError,
            KeyUsedError.
        """

        def first(session: Session) -> Done:
            organization = reading.acting(opening.asked, caller, subject_of(opening.request))
            named, facts = fitting(law, opening, request, now)
            case = CaseRow(
                id=new_ulid(),
                regulation=named.regulation,
                procedure=named.name,
                kind=named.procedure.kind,
                subject_type=facts["subject.type"],
                subject_id=facts["subject.id"],
                resource_type=facts["resource.type"],
                resource_id=facts["resource.id"],
                holder=self._holder(session, facts),
                state=UNOPENED,
                final=False,
                version=0,
                asked=dict(request),
                opened_at=utc_text(now),
                changed_at=utc_text(now),
            )
            act = opening_act(named, opening.asked.act)
            step = Step(law, named, act, opening.asked, caller, organization, key, now)
            return self._done(session, step, case, facts)

        return self._once(caller, key, opening.asked.digest, first)

    def act(
        self,
        law: ProcedureLaw,
        case: str,
        asked: Asked,
        request: Mapping[str, Any],
        caller: Caller,
        key: str | None,
        now: dt.datetime,
    ) -> Done:
        """Act in a case. `request` is the one that the case is about, with what the register knows now in it.

        Raises:
            RequestError: a bad field. UnknownCaseError, NotActingError, NotCompetentError, NotPossibleError,
            ChangedError, KeyUsedError. LawError: the policies in force no longer have the procedure.
        """

        def next_(session: Session) -> Done:
            row = _case(session, case)
            named = law.named(row.regulation, row.procedure)
            organization = reading.acting(asked, caller)
            if asked.version not in (None, row.version):
                raise ChangedError(row.version)
            step = Step(law, named, asked.act or "", asked, caller, organization, key, now)
            return self._done(session, step, row, facts_of(law, named, request, now))

        return self._once(caller, key, asked.digest, next_)

    def about(self, case: str) -> CaseRow:
        """A case as it stands.

        Raises:
            UnknownCaseError: there is none.
        """
        with self._database.reading() as session:
            return _case(session, case)

    def show(self, law: ProcedureLaw, case: str, request: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
        """A case with its history. `request` is as for `act`.

        Raises:
            UnknownCaseError: there is none. LawError: the policies in force no longer have its procedure.
        """
        with self._database.reading() as session:
            row = _case(session, case)
            named = law.named(row.regulation, row.procedure)
            return _document(session, law, named, row, facts_of(law, named, request, now))

    def find(
        self, law: ProcedureLaw, kinds: Sequence[str], *, filters: Mapping[str, Any], after: str, most: int
    ) -> list[dict[str, Any]]:
        """Cases of some kinds in the order in which they were opened, at most `most` after the id `after`.

        `filters`: see `luling.procedure.filters`.
        """
        wanted = select(CaseRow).where(col(CaseRow.kind).in_(kinds), CaseRow.id > after)
        wanted = wanted.where(*conditions(CaseRow, filters))
        with self._database.reading() as session:
            rows = session.exec(wanted.order_by(CaseRow.id).limit(most)).all()
            return [view.case_line(law.named(row.regulation, row.procedure), row) for row in rows]

    def unrecorded(self, before: dt.datetime) -> list[tuple[ActRow, CaseRow]]:
        """Acts from before an instant that are not in the evidence log, in their order, with their cases."""
        wanted = (
            select(ActRow, CaseRow)
            .join(CaseRow, col(CaseRow.id) == ActRow.case_id)
            .where(col(ActRow.recorded).is_(False), ActRow.at < utc_text(before))
            .order_by(ActRow.id)
        )
        with self._database.reading() as session:
            return [(act, case) for act, case in session.exec(wanted)]

    def mark_recorded(self, act: str) -> None:
        """Note that an act is in the evidence log, and let its notifications go."""
        with self._database.session() as session:
            session.exec(update(ActRow).where(col(ActRow.id) == act).values(recorded=True))
            release(session, notices.ACT_DONE, act)

    def _once(self, caller: Caller, key: str | None, digest: str, act: Callable[[Session], Done]) -> Done:
        """Do it, unless it was done with this key: then the first answer, also when both come at the same moment."""
        try:
            return self._try(caller, key, digest, act)
        except IntegrityError:
            # Somebody used the key, or acted in the case, between our look and our commit: look again.
            return self._try(caller, key, digest, act)

    def _try(self, caller: Caller, key: str | None, digest: str, act: Callable[[Session], Done]) -> Done:
        with self._database.session() as session:
            before = _before(session, caller, key) if key else None
            if before is None:
                return act(session)
            if before.digest != digest:
                raise KeyUsedError(key or "")
            return Done(before, _case(session, before.case_id), before.answer, again=True)

    def _done(self, session: Session, step: Step, case: CaseRow, facts: Facts) -> Done:
        row = do(session, self._registry, step, case, facts)
        row.answer = _document(session, step.law, step.named, case, facts)
        session.flush()
        # Nobody is told before it is in the evidence log.
        announce(session, notices.of_act(step.named, case, row), held=True)
        return Done(row, case, row.answer, again=False)

    def _holder(self, session: Session, facts: Facts) -> str | None:
        known = self._registry.provider_of(session, facts["resource.type"], facts["resource.id"])
        return known or facts.get("resource.properties.provider")


def _case(session: Session, case: str) -> CaseRow:
    row = session.get(CaseRow, case)
    if row is None:
        raise UnknownCaseError(case)
    return row


def _before(session: Session, caller: Caller, key: str) -> ActRow | None:
    return session.exec(select(ActRow).where(ActRow.caller == caller.name, ActRow.key == key)).first()


def _document(session: Session, law: ProcedureLaw, named: Named, case: CaseRow, facts: Facts) -> dict[str, Any]:
    acts = session.exec(select(ActRow).where(ActRow.case_id == case.id).order_by(col(ActRow.number)))
    deadlines = session.exec(select(DeadlineRow).where(DeadlineRow.case_id == case.id).order_by(DeadlineRow.id))
    return view.case_document(law, named, case, facts, acts, deadlines)

"""One act in a case: who may do it, whether it is possible, and everything that follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from luling.law.calendar import legal_day
from luling.law.deadlines import UnknownDeadlineError
from luling.law.procedure import INSTANT, Act
from luling.procedure import clock, reading
from luling.procedure.errors import ChangedError, NotAlikeError, NotCompetentError, NotPossibleError
from luling.procedure.law import Competent, Named, ProcedureLaw
from luling.procedure.machine import Facts
from luling.procedure.reading import Asked
from luling.procedure.registry import GivenApproval, Registry, ToldApplication
from luling.procedure.tables import ActRow, CaseRow
from luling.request.caller import Caller
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_instant, utc_text
from luling.request.ulids import new_ulid


@dataclass(frozen=True, slots=True)
class Step:
    """One act about to be done: by `caller` for `organization`, with its idempotency key, at the instant `now`."""

    law: ProcedureLaw
    named: Named
    act: str
    asked: Asked
    caller: Caller
    organization: str
    key: str | None
    now: dt.datetime


def do(session: Session, registry: Registry, step: Step, case: CaseRow, facts: Facts) -> ActRow:
    """Do an act in a case, with its deadlines and its approval. The row's answer is still empty.

    Raises:
        RequestError: there is no such act, or it does not state what it must. NotCompetentError, NotPossibleError,
        ChangedError.
    """
    act = step.named.procedure.acts.get(step.act)
    if act is None:
        raise RequestError(problem("act", f"此程序没有 `{step.act}`", f"the procedure has no `{step.act}`"))
    competent = _competent(session, registry, step, case, facts, act)
    possible = step.named.machine.possible(case.state, facts)
    if step.act not in possible:
        raise NotPossibleError(step.act, case.state, possible)
    reading.require_inputs(act, step.asked, step.law)
    before = case.state
    after = step.named.machine.after(before, step.act, facts)
    _move(session, step, case, after)
    row = ActRow(
        id=new_ulid(),
        case_id=case.id,
        number=case.version,
        act=step.act,
        caller=step.caller.name,
        organization=step.organization,
        role=competent.role,
        article=f"{step.named.regulation}/{act.article}",
        competence=competent.article,
        inputs=dict(step.asked.inputs),
        from_state=before,
        to_state=after,
        at=utc_text(step.now),
        policy_revision=step.law.revision,
        key=step.key,
        digest=step.asked.digest,
        answer={},
    )
    session.add(row)
    _keep_time(session, step, case, act)
    if act.approval:
        registry.record_approval(session, _approval(step, case, act, row), step.caller.name)
    if act.resource:
        registry.change_resource(session, (case.resource_type, case.resource_id), act.resource, step.caller.name)
    if act.application:
        registry.tell_application(session, _application(step, case, act, row), step.caller.name)
    session.flush()
    return row


def _keep_time(session: Session, step: Step, case: CaseRow, act: Act) -> None:
    """Start and end the deadlines. One that ran before the act may end with it; one that it starts runs on."""
    today = legal_day(step.now)
    try:
        for norm, name in act.since.items():
            day = reading.day_of(name, step.asked, today)
            clock.start(session, step.law, step.named, case, act, norm, step.now, day)
        session.flush()
        clock.end(session, case, act, step.now)
        for norm in act.starts:
            if norm not in act.since:
                clock.start(session, step.law, step.named, case, act, norm, step.now, today)
    except UnknownDeadlineError as error:
        raise RequestError(problem("regulation", "当日没有有效的期限", str(error))) from error


def _competent(session: Session, registry: Registry, step: Step, case: CaseRow, facts: Facts, act: Act) -> Competent:
    """The role by which an organisation may act in a case. A party is whoever this case makes one: to provide or to
    need data elsewhere does not count."""
    parties = step.named.parties
    roles = set(registry.roles_of(session, step.organization, step.named.regulation)) - set(parties.values())
    own = {"applicant": case.subject_id, "holder": case.holder}
    held = roles | {role for party, role in parties.items() if own[party] == step.organization}
    competent = step.law.competent(step.named, act, facts, clock.bearers(session, case) if act.bearer_of else {})
    for one in competent:
        if one.role in held:
            _require_alike(session, registry, step, case, facts, act, competent)
            return one
    raise NotCompetentError(step.act, competent)


def _require_alike(
    session: Session,
    registry: Registry,
    step: Step,
    case: CaseRow,
    facts: Facts,
    act: Act,
    competent: Sequence[Competent],
) -> None:
    """Refuse an authority that is not shown to be like a party of the case in what the act asks for. Of a party the
    case may know what the register does not; of whoever acts the register alone tells."""
    for name, parties in act.same.items():
        own = registry.properties_of(session, step.organization).get(name)
        theirs = {
            "applicant": facts.get(f"subject.properties.{name}"),
            "holder": registry.properties_of(session, case.holder).get(name) if case.holder else None,
        }
        if own is None or own not in {theirs[party] for party in parties}:
            raise NotAlikeError(step.act, competent, step.law.knowledge.vocabulary.sections["subject"][name].words)


def _move(session: Session, step: Step, case: CaseRow, after: str) -> None:
    """Bring the case to its next state, if it still is as we saw it."""
    values = {
        "state": after,
        "final": step.named.procedure.states[after].final,
        "version": case.version + 1,
        "changed_at": utc_text(step.now),
    }
    if case.version:
        seen = (col(CaseRow.id) == case.id, col(CaseRow.version) == case.version)
        moved = session.connection().execute(update(CaseRow).where(*seen).values(**values))
        if moved.rowcount != 1:
            session.expire(case)
            raise ChangedError(case.version)
        session.refresh(case)
    else:
        for name, value in values.items():
            setattr(case, name, value)
        session.add(case)
        session.flush()


def _approval(step: Step, case: CaseRow, act: Act, row: ActRow) -> GivenApproval:
    assert act.approval is not None
    to_holder = act.approval.to == "holder"
    expires = step.asked.inputs.get(reading.EXPIRES)
    moment = parse_instant(expires) if expires else None
    return GivenApproval(
        id=row.id,
        regulation=case.regulation,
        act=act.approval.act,
        outcome=act.approval.outcome,
        by=row.role,
        organization=row.organization,
        subject_type=case.subject_type,
        subject_id=(case.holder or "") if to_holder else case.subject_id,
        resource_type=case.resource_type,
        resource_id=case.resource_id,
        at=row.at,
        expires=utc_text(moment) if moment else None,
        reference=case.id,
    )


def _application(step: Step, case: CaseRow, act: Act, row: ActRow) -> ToldApplication:
    told: dict[str, Any] = {}
    for name, said in act.application.items():
        if isinstance(said, bool):
            told[name] = said
        elif said == INSTANT:
            told[name] = row.at
        elif text := step.asked.inputs.get(said.partition(".")[2], "").strip():
            told[name] = text
    own = not step.law.kinds[step.named.procedure.kind].about_application
    return ToldApplication(case.id, own, step.named.procedure.action, case.subject_id, case.resource_id, told)

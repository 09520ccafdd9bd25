"""Acts as entries of the evidence log."""

from __future__ import annotations

from luling.audit.entry import REQUEST_ID, Entry
from luling.decision.record import encoded, microseconds
from luling.procedure.tables import ActRow, CaseRow
from luling.request.normalisation import parse_instant

ACT = "act"


def act_entry(act: ActRow, case: CaseRow) -> Entry:
    """The record of an act: everything that it rested on, and what was answered."""
    at = parse_instant(act.at)
    assert at is not None
    asked = {
        "case": act.case_id,
        "act": act.act,
        "organization": act.organization,
        "role": act.role,
        "competence": act.competence,
        "inputs": act.inputs,
        "key": act.key,
        "from": act.from_state,
        "request": case.asked,
    }
    return Entry(
        kind=ACT,
        id=act.id,
        at=microseconds(at),
        caller=act.caller,
        asked=encoded(asked),
        answered=encoded(act.answer),
        request_id=REQUEST_ID.get(),
        subject=case.subject_id,
        action=act.act,
        resource=case.resource_id,
        effect=act.to_state,
        regulations=(case.regulation,),
        articles=tuple(dict.fromkeys((act.article, act.competence))),
        policy_revision=act.policy_revision,
    )

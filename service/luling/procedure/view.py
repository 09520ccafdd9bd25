"""Cases and deadlines as JSON documents, with the words of the law beside every code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from luling.law.procedure import Act
from luling.law.regulation import Words
from luling.procedure.clock import Standing
from luling.procedure.law import Competent, Named, ProcedureLaw
from luling.procedure.machine import Facts
from luling.procedure.tables import ActRow, CaseRow, DeadlineRow


def case_document(
    law: ProcedureLaw,
    named: Named,
    case: CaseRow,
    facts: Facts,
    acts: Iterable[ActRow],
    deadlines: Iterable[DeadlineRow],
) -> dict[str, Any]:
    """A case with its history, its deadlines, and what is possible next and for whom."""
    state = named.procedure.states[case.state]
    running = list(deadlines)
    bearers = {row.norm: row.bearer for row in running}
    return {
        **case_line(named, case),
        "state": {"id": case.state, **words(state), "final": state.final},
        "acts": [_done(named, row) for row in acts],
        "possible": possible_acts(law, named, case.state, facts, bearers),
        "deadlines": [deadline_document(law, row) for row in running],
    }


def case_line(named: Named, case: CaseRow) -> dict[str, Any]:
    """A case without its history, as lists show it."""
    procedure = named.procedure
    return {
        "id": case.id,
        "kind": case.kind,
        "regulation": case.regulation,
        "procedure": {
            "id": case.procedure,
            "title": words(procedure.title),
            "article": f"{case.regulation}/{procedure.article}",
        },
        "state": {"id": case.state, **words(procedure.states[case.state]), "final": case.final},
        "version": case.version,
        "subject": {"type": case.subject_type, "id": case.subject_id},
        "resource": {"type": case.resource_type, "id": case.resource_id},
        "holder": case.holder,
        "opened_at": case.opened_at,
        "changed_at": case.changed_at,
    }


def possible_acts(
    law: ProcedureLaw, named: Named, state: str, facts: Facts, bearers: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The acts that are possible in a state, and who is competent for each; `bearers` are those of the deadlines."""
    acts = named.procedure.acts
    return [
        {
            **_act(named, name, acts[name]),
            "requires": list(acts[name].requires),
            "competent": [competent_document(one) for one in law.competent(named, acts[name], facts, bearers)],
        }
        for name in named.machine.possible(state, facts)
    ]


def competent_document(one: Competent) -> dict[str, Any]:
    """A competent role with the article that makes it so."""
    return {"role": one.role, "title": words(one.words), "article": one.article}


def deadline_document(law: ProcedureLaw, row: DeadlineRow, standing: Standing | None = None) -> dict[str, Any]:
    """A deadline of a case; how it stands, where that is asked for."""
    regulation = law.knowledge.regulations.get(row.regulation)
    norm = regulation.parameters.get(row.norm) if regulation else None
    bearer = regulation.authorities.get(row.bearer) if regulation else None
    period = {"term": row.term} if row.term else {"days": row.days, "unit": row.unit, "due": row.due}
    return {
        "id": row.id,
        "case": row.case_id,
        "regulation": row.regulation,
        "norm": row.norm,
        "title": words(norm.title) if norm else {"zh": row.norm, "en": row.norm},
        "article": row.article,
        "bearer": {
            "role": row.bearer,
            "title": {"zh": bearer.zh, "en": bearer.en} if bearer else {"zh": row.bearer, "en": row.bearer},
            "organization": row.organization,
        },
        "start": row.start,
        **period,
        "ended_on": row.ended_on,
        **({"state": standing.value} if standing else {}),
        **({"finding": row.finding} if row.finding else {}),
    }


def words(one: Words) -> dict[str, str]:
    """Words as answers carry them."""
    return {"zh": one.zh, "en": one.en}


def _act(named: Named, name: str, act: Act) -> dict[str, Any]:
    return {"act": name, "title": words(act), "article": f"{named.regulation}/{act.article}"}


def _done(named: Named, row: ActRow) -> dict[str, Any]:
    act = named.procedure.acts.get(row.act)
    return {
        "id": row.id,
        "number": row.number,
        "act": row.act,
        "title": words(act) if act else {"zh": row.act, "en": row.act},
        "article": row.article,
        "by": {
            "caller": row.caller,
            "organization": row.organization,
            "role": row.role,
            "competence": row.competence,
        },
        "inputs": row.inputs,
        "from": row.from_state,
        "to": row.to_state,
        "at": row.at,
    }

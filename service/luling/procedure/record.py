"""Acts as entries of the evidence log."""

from __future__ import annotations

import json
from typing import Any

from luling.procedure.tables import ActRow, CaseRow

KIND = "act"


def entry_fields(act: ActRow, case: CaseRow) -> dict[str, Any]:
    """What the evidence log keeps of an act, by the names of its entry. `asked` and `answered` are JSON in UTF-8."""
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
    return {
        "kind": KIND,
        "id": act.id,
        "caller": act.caller,
        "asked": _encoded(asked),
        "answered": _encoded(act.answer),
        "subject": case.subject_id,
        "action": act.act,
        "resource": case.resource_id,
        "effect": act.to_state,
        "regulations": (case.regulation,),
        "articles": tuple(dict.fromkeys((act.article, act.competence))),
        "policy_revision": act.policy_revision,
    }


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

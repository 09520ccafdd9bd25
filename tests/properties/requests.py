"""Generated requests: every fact of the vocabulary with the values that policies can tell apart.

Nothing here knows a rule. A fact that may be absent is one whose absence is not itself a statement: the contract says
which absences mean "none" (agreements, approvals, exceptions …), and those are claims, not facts that could be
completed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from luling.decision.knowledge import Knowledge
from luling.request.vocabulary import MISSING, Property

ABSENT = object()
SUBJECT, OTHER, RESOURCE = "unit-a", "unit-x", "data-1"
# Objects whose absence means that nothing is claimed (contract, section 1; norms: a recorded class stands when its
# legal basis is absent).
_CLAIMS = {"legal_basis", "exception", "application", "agreements", "approvals"}


def facts(knowledge: Knowledge) -> dict[str, list[Any]]:
    """Path on the wire of every fact that may be absent, and its values; amounts lie on and around each threshold."""
    found: dict[str, list[Any]] = {}
    for section, properties in knowledge.vocabulary.sections.items():
        base = "context" if section == "context" else f"{section}.properties"
        found |= dict(_walk(properties, base, _thresholds(knowledge)))
    return found


def _walk(properties: Mapping[str, Property], base: str, amounts: list[int]) -> Iterator[tuple[str, list[Any]]]:
    for name, spec in properties.items():
        path = f"{base}.{name}"
        if name in _CLAIMS or (spec.default is not MISSING and spec.type != "object"):
            continue
        if spec.type == "object":
            yield from _walk(spec.fields, path, amounts)
        elif spec.type == "boolean":
            yield path, [True, False]
        elif spec.type == "enum":
            yield path, list(spec.values)
        elif spec.type == "yuan":
            yield path, amounts
        elif spec.type == "list" and spec.items and spec.items.type == "enum":
            yield path, [[], *([value] for value in spec.items.values), list(spec.items.values)]
        elif spec.type == "list" and spec.items and spec.items.type == "identifier":
            yield path, [[SUBJECT], [OTHER], []]
        elif spec.type == "identifier":
            yield path, [SUBJECT, OTHER]


def _thresholds(knowledge: Knowledge) -> list[int]:
    values = [
        int(dated.value)
        for regulation in knowledge.regulations.values()
        for parameter in regulation.parameters.values()
        if parameter.unit == "yuan"
        for dated in parameter.values
    ]
    return sorted({0, 1, *(value + shift for value in values for shift in (-1, 0, 1))})


@st.composite
def complete_requests(draw: st.DrawFn, knowledge: Knowledge, regulation: str) -> dict[str, Any]:
    """A request under one regulation in which every fact is known, with some claims."""
    law = knowledge.regulations[regulation]
    area = law.jurisdiction.codes[0]
    request: dict[str, Any] = {
        "subject": {"type": "organization", "id": SUBJECT, "properties": {"jurisdiction": area}},
        "action": {"name": draw(st.sampled_from(list(knowledge.vocabulary.actions))), "properties": {}},
        "resource": {
            "type": "data_resource",
            "id": RESOURCE,
            "properties": {"regulation": regulation, "jurisdiction": area},
        },
        "context": {"time": "2026-11-23T09:00:00+08:00"},
    }
    for path, values in facts(knowledge).items():
        put(request, path, draw(st.sampled_from(values)))
    # The facts that most rules turn on are drawn lawful more often, or nearly every request would be prohibited.
    if draw(st.booleans()):
        put(request, "context.purpose", {"within_duties": True, "commercial": False, "matches_stated_use": True})
        put(request, "subject.properties.kind", draw(st.sampled_from(["administrative_organ", "public_institution"])))
        put(request, "resource.properties.sensitivity", [])
        put(request, "action.properties.channel", "platform")
        put(request, "resource.properties.designated_recipients", [SUBJECT])
    everybody = [role for one in knowledge.regulations.values() for role in one.authorities]
    roles = draw(st.sampled_from([list(law.authorities), everybody]))
    request["context"]["conditions_met"] = draw(st.sampled_from([[], [SUBJECT], [OTHER]]))
    for part, kind, other, kinds in _claims(knowledge):
        request["context"][part] = draw(
            st.lists(st.fixed_dictionaries({kind: st.sampled_from(kinds), other: st.sampled_from(roles)}), max_size=3)
        )
    if draw(st.integers(0, 3)) == 0:
        request["context"]["exception"] = {"level": draw(st.sampled_from(_levels(knowledge)))}
    # Always there: its absence means nothing for `obtain`, but is a missing fact for `classify`.
    request["resource"]["properties"]["legal_basis"] = {
        "level": draw(st.sampled_from(["law", *_levels(knowledge)])),
        "filed_with": draw(st.sampled_from([[], list(law.authorities)])),
    }
    if draw(st.integers(0, 2)) == 0:
        request["context"]["application"] = draw(
            st.fixed_dictionaries(
                {}, optional={name: st.booleans() for name in ("filed", "refused_by_provider", "disputed")}
            )
        )
    return request


def _claims(knowledge: Knowledge) -> Iterator[tuple[str, str, str, list[str]]]:
    context = knowledge.vocabulary.sections["context"]
    for part, kind, other in (("approvals", "act", "by"), ("agreements", "kind", "with")):
        items = context[part].items
        assert items is not None
        yield part, kind, other, list(items.fields[kind].values)


def _levels(knowledge: Knowledge) -> list[str]:
    return list(knowledge.vocabulary.sections["context"]["exception"].fields["level"].values)


@st.composite
def partial_requests(
    draw: st.DrawFn, knowledge: Knowledge, regulation: str, most: int
) -> tuple[dict[str, Any], list[str]]:
    """A request in which up to `most` facts are absent, and their paths."""
    request = draw(complete_requests(knowledge, regulation))
    absent = draw(st.lists(st.sampled_from(sorted(facts(knowledge))), max_size=most, unique=True))
    for path in absent:
        remove(request, path)
    return request, absent


def put(request: dict[str, Any], path: str, value: Any) -> None:
    """Sets the value at a path of the wire."""
    *parents, name = path.split(".")
    for parent in parents:
        request = request.setdefault(parent, {})
    request[name] = value


def remove(request: dict[str, Any], path: str) -> None:
    """Makes the fact at a path absent."""
    *parents, name = path.split(".")
    for parent in parents:
        request = request.setdefault(parent, {})
    request.pop(name, None)


def completed(request: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The request with these facts known."""
    whole = copy.deepcopy(request)
    for path, value in values.items():
        put(whole, path, value)
    return whole

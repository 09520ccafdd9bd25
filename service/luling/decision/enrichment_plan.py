"""What of a request the register may know, by the vocabulary: which facts, and under which keys they are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luling.register.facts import Facts
from luling.register.presence import Key
from luling.register.reading import ORGANIZATION
from luling.register.tables import Agreement, Application, Approval
from luling.request.vocabulary import Property, Vocabulary

PARTIES = ("subject", "resource")


class Plan:
    """What a vocabulary says of the register."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.recorded = {
            part: {name: spec for name, spec in vocabulary.sections[part].items() if spec.register != "none"}
            for part in PARTIES
        }
        self.stated = {part: set(vocabulary.sections[part]) - set(self.recorded[part]) for part in PARTIES}
        self.lists: dict[str, tuple[str, Property]] = {
            name: (spec.register, spec)
            for name, spec in vocabulary.sections["context"].items()
            if spec.register in (Agreement.KIND, Approval.KIND) and spec.items is not None
        }
        self.told: dict[str, tuple[str, Property]] = {
            name: (spec.register, spec)
            for name, spec in vocabulary.sections["context"].items()
            if spec.register == Application.KIND
        }
        self._between = [kept for kept, _ in (*self.lists.values(), *self.told.values())]
        self.inherited = {name: spec for name, spec in self.recorded["resource"].items() if spec.inherited_from}

    def keys(self, request: Any) -> list[Key] | None:
        """Under which keys the register may know something; None where the request names no two parties."""
        ids: list[tuple[str, str]] = []
        for part in PARTIES:
            party = request.get(part) if isinstance(request, dict) else None
            if not isinstance(party, dict):
                return None
            kind, name = party.get("type"), party.get("id")
            if not isinstance(kind, str) or not isinstance(name, str):
                return None
            ids.append((kind, name))
        (subject_type, subject), (resource_type, resource) = ids
        keys = [Key("subject", subject_type, subject), Key("resource", resource_type, resource)]
        return keys + [Key(kept, subject, resource) for kept in self._between]

    def holder(self, request: Mapping[str, Any]) -> Key | None:
        """The key of the organisation from which the resource inherits what the request does not say of it."""
        properties = request["resource"].get("properties")
        if isinstance(properties, dict):
            for name, spec in self.inherited.items():
                holder = properties.get(spec.inherited_from)
                if name not in properties and isinstance(holder, str):
                    return Key("subject", ORGANIZATION, holder)
        return None

    def heirs(self, facts: Facts) -> Iterator[Key]:
        """The keys of the organisations from which a resource inherits what is not recorded of itself."""
        for fact in facts.ever:
            for name, spec in self.inherited.items():
                holder = fact.says.get(spec.inherited_from or "")
                if name not in fact.says and isinstance(holder, str):
                    yield Key("subject", ORGANIZATION, holder)

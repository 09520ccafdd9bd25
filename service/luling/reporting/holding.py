"""A resource of the register, reduced to what can be counted of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luling.compliance.catalogue import FORM
from luling.compliance.entries import Columns, Entry, json_entry
from luling.decision.knowledge import Knowledge
from luling.law.reporting import Measured
from luling.register.tables import Resource
from luling.request.normalisation import normalise_form
from luling.request.wording import wire_form


@dataclass(frozen=True, slots=True)
class Holding:
    """A resource: who provides it, what the register and its catalogue entry say of it, and the entry as it came.

    What both say, the register says. A value of the entry that cannot be read counts as not stated.
    """

    id: str
    name: str
    provider: str | None
    facts: Mapping[str, Any]
    entry: Entry | None

    def counts(self, measured: Measured) -> bool:
        """Whether it has the properties to which a measure is limited."""
        return all(_among(self.facts.get(name), values) for name, values in measured.where.items())

    def day(self, name: str) -> dt.date | None:
        """A property that is a legal day."""
        value = self.facts.get(name)
        return dt.date.fromisoformat(value) if isinstance(value, str) else None


def holding(row: Resource, knowledge: Knowledge, columns: Columns) -> Holding:
    """The holding of a row of the register. `columns` are those that a catalogue entry may have."""
    facts: dict[str, Any] = {}
    entry = None
    form = knowledge.vocabulary.forms.get(FORM)
    if row.entry and form:
        place = {"resource": row.id}
        # What the register keeps apart belongs to the entry too, where the entry does not say it itself.
        apart = {"id": row.id, "name": row.name, **row.properties}
        entry = json_entry(row.entry | {key: apart[key] for key in apart.keys() & form.keys()}, place, columns)
        facts, _ = normalise_form(wire_form(entry.value, form), FORM, knowledge.vocabulary)
    return Holding(row.id, row.name or row.id, row.provider, facts | row.properties, entry)


def _among(value: Any, values: tuple[str | bool, ...]) -> bool:
    stated = value if isinstance(value, list) else [value]
    return any(one in values and isinstance(one, str | bool) for one in stated)

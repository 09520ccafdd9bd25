"""Made-up requests and reports out of a vocabulary, and what makes two answers the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Mapping
from typing import Any

from luling.request.vocabulary import Property, Vocabulary

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
INSTANTS = ("2006-12-31T15:59:59Z", "2026-11-22T09:00:00+08:00", "2026-11-23T09:00:00+08:00", "2030-01-01T00:00:00Z")
DAYS = ("2003-12-31", "2026-09-30", "2026-10-09", "2026-11-13", "2026-11-20", "2026-11-23", "2027-02-01")
AREAS = ("210100", "420600", "460200", "511700", "360502", "110000")
NAMES = ("unit-a", "unit-b", "data-1", "duty_basis", "housing")
YUAN = (0, 1, 299_999.99, 500_000, 1_000_000, 2_000_000, 5_000_000, 100_000_000)


class Requests:
    """Makes up requests out of a vocabulary; the same ones for the same seed."""

    def __init__(self, vocabulary: Vocabulary, areas: dict[str | None, str], seed: int) -> None:
        self._vocabulary = vocabulary
        self._areas = areas
        self._random = random.Random(seed)

    def request(self, regulation: str | None) -> dict[str, Any]:
        sections, choice = self._vocabulary.sections, self._random.choice
        subject, resource = self._fields(sections["subject"]), self._fields(sections["resource"])
        resource["regulation"] = regulation
        if regulation is None:
            del resource["regulation"]
        context = self._fields(sections["context"])
        if self._random.random() < 0.8:  # else hardly any request would be within the scope of a regulation
            resource["jurisdiction"] = subject["jurisdiction"] = self._areas.get(regulation) or choice(AREAS)
            subject["kind"] = choice(("administrative_organ", "administrative_organ", "public_institution"))
            resource["sensitivity"] = choice(([], [], ["personal_privacy"], ["trade_secret"]))
            resource |= {"electronic": True, "secret_project": False}
            context["time"] = INSTANTS[2]
        return {
            "subject": {"type": "organization", "id": "unit-a", "properties": subject},
            "action": {"name": choice(list(self._vocabulary.actions)), "properties": self._fields(sections["action"])},
            "resource": {
                "type": choice(list(self._vocabulary.resource_types)),
                "id": "data-1",
                "properties": resource,
            },
            "context": context,
        }

    def report(self, regulation: str) -> dict[str, Any]:
        """A report of conduct; mostly by an administrative organ, at a time when every regulation was in force."""
        known = self._vocabulary.forms["findings"]
        report = self._fields(known, ("conduct",)) | {"regulation": regulation}
        if self._random.random() < 0.7:
            report["actor"] = {"kind": "administrative_organ"}
        if self._random.random() < 0.9:
            report["time"] = INSTANTS[2]
        report["conduct"] += [self._random.choice(report["conduct"])] if report["conduct"] else []
        return report

    def entry(self, regulation: str) -> dict[str, Any]:
        """An entry of a catalogue: data, a collection or an organisation, now and then of no stated type."""
        entry = self._fields(self._vocabulary.forms["catalogue"]) | {"regulation": regulation}
        if self._random.random() < 0.5:
            entry["type"] = "data_resource"
        return entry

    def _fields(self, known: Mapping[str, Property], required: tuple[str, ...] = ()) -> dict[str, Any]:
        # Most facts are given, so that rules hold; some are absent, so that answers are open; what is filled in from
        # another part of the request is mostly left to that.
        return {
            name: self._value(spec)
            for name, spec in known.items()
            if name in required or self._random.random() < (0.1 if spec.same_as else 0.6)
        }

    def _value(self, spec: Property) -> Any:
        choice = self._random.choice
        match spec.type:
            case "enum" | "regulation" | "role":
                return choice(sorted(spec.codes))
            case "boolean":
                return choice((True, False))
            case "list":
                return [self._value(spec.items or spec) for _ in range(choice((0, 1, 1, 2, 3)))]
            case "object":
                return self._fields(spec.fields, spec.required)
            case "instant":
                return choice(INSTANTS)
            case "jurisdiction":
                return choice(AREAS)
            case "day":
                return choice(DAYS)
            case "yuan":
                return choice(YUAN)
        return choice(NAMES)


def in_order(value: Any) -> Any:
    """Arrays that stand for sets, in one order."""
    if isinstance(value, dict):
        return {key: in_order(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((in_order(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value

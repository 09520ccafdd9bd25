"""Which records lie under which regulations: what a reader who has roles under some of them may see.

A resource lies under the regulation that it names; one that names none, under those whose area it lies in, by its own
jurisdiction or else its provider's. An organisation lies under those that it has a role of an authority in, and those
whose area it lies in. Agreements and approvals lie where their resource lies. What lies nowhere is seen by those only
who may see everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, inspect, or_
from sqlmodel import col

from luling.law.regulation import Regulation
from luling.register.store import held
from luling.register.tables import Resource, Subject, Version
from luling.request.vocabulary import Vocabulary


class Domain:
    """The records under some regulations, as conditions of the tables of the register."""

    def __init__(self, regulations: Iterable[str], law: Mapping[str, Regulation], vocabulary: Vocabulary) -> None:
        self._regulations = sorted(one for one in regulations if one in law)
        self._areas = [_stem(code) for one in self._regulations for code in law[one].jurisdiction.codes]
        self._places = {
            section: [name for name, spec in vocabulary.sections[section].items() if spec.type == "jurisdiction"]
            for section in (Subject.KIND, Resource.KIND)
        }

    def within(self, table: type[Version], at: str | None = None) -> ColumnElement[bool]:
        """The condition of a version that lies under one of the regulations; what it lies by is looked up as it is
        now, or was at an instant (UTC text)."""
        if table is Subject:
            return self._subject()
        if table is Resource:
            return self._resource(at)
        about: Any = inspect(table).columns["resource"]
        return exists().where(col(Resource.id) == about, held(Resource, at), self._resource(at))

    def _subject(self) -> ColumnElement[bool]:
        roles: Any = inspect(Subject).columns["roles"]
        return or_(self._inside(Subject), *(roles[one].as_string().is_not(None) for one in self._regulations))

    def _resource(self, at: str | None) -> ColumnElement[bool]:
        provided = exists().where(col(Subject.id) == col(Resource.provider), held(Subject, at), self._inside(Subject))
        placed = or_(self._inside(Resource), and_(*(one.is_(None) for one in self._jurisdictions(Resource)), provided))
        named = col(Resource.regulation)
        return or_(named.in_(self._regulations), and_(named.is_(None), placed))

    def _inside(self, table: type[Subject] | type[Resource]) -> ColumnElement[bool]:
        found = (place.startswith(area) for place in self._jurisdictions(table) for area in self._areas)
        return or_(false(), *found)

    def _jurisdictions(self, table: type[Subject] | type[Resource]) -> list[Any]:
        properties: Any = inspect(table).columns[table.SAYS]
        return [properties[name].as_string() for name in self._places[table.KIND]]


def _stem(code: str) -> str:
    """What the codes of an area and of everything below it begin with (GB/T 2260 counts in pairs of digits)."""
    while code.endswith("00"):
        code = code[:-2]
    return code

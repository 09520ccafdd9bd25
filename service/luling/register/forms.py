"""The kinds of record as people and programs name them: how each is read from a body, shown, and searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from luling.law.regulation import Regulation
from luling.register import reading
from luling.register.tables import Agreement, Approval, Resource, Subject, Version
from luling.request.errors import RequestError, problem
from luling.request.recording import recorded_value
from luling.request.vocabulary import Property, Vocabulary

# Values that are kept as one text, so that they can be compared in a search.
_SEARCHED = frozenset({"enum", "regulation", "role", "identifier", "jurisdiction", "text"})
Law = Mapping[str, Regulation]


@dataclass(frozen=True, slots=True)
class Collection:
    """One kind of record: `name` is what it is called in addresses and commands, `table` where it is kept."""

    name: str
    table: type[Version]
    read: Callable[[tuple[str, ...], Any, Vocabulary, Law], Version]

    @property
    def typed(self) -> bool:
        """Whether a type belongs to its identity, beside the id."""
        return len(self.table.IDENTITY) > 1

    def searched(self, vocabulary: Vocabulary, name: str, value: str) -> str:
        """The value for which a search by a column or property has to look.

        Raises:
            RequestError: it cannot be searched by that, or not for that value.
        """
        spec = self.properties(vocabulary).get(name)
        if spec is not None and spec.type in _SEARCHED:
            return str(recorded_value(value, spec, name, vocabulary))
        if name in ("name", *self.table.LOOKED_UP_BY):
            return value
        raise RequestError(problem(name, "不能按此查询", "cannot be searched by"))

    def properties(self, vocabulary: Vocabulary) -> Mapping[str, Property]:
        """What the vocabulary lets a record of this kind say."""
        if self.table.SAYS == "properties":
            section: Mapping[str, Property] = vocabulary.sections[self.table.KIND]
            return section
        return reading.grant_form(self.table.KIND, vocabulary).fields

    def shown(self, record: Version) -> dict[str, Any]:
        """A record as answers have it: what names it, what it says, and what it is a version of."""
        said = record.model_dump(include={*self.table.IDENTITY, *self.table.CONTENT})
        if not said.get("entry", True):
            del said["entry"]
        version = record.model_dump(
            include={"revision", "recorded_at", "recorded_by", "superseded_at", "superseded_by", "reason"}
        )
        return said | version


def _resource(identity: tuple[str, ...], body: Any, vocabulary: Vocabulary, _law: Law) -> Resource:
    kind, name = identity
    return reading.resource((kind, name), body, vocabulary)


def _subject(identity: tuple[str, ...], body: Any, vocabulary: Vocabulary, law: Law) -> Subject:
    kind, name = identity
    return reading.subject((kind, name), body, vocabulary, law)


def _agreement(identity: tuple[str, ...], body: Any, vocabulary: Vocabulary, _law: Law) -> Agreement:
    return reading.agreement(identity[0], body, vocabulary)


def _approval(identity: tuple[str, ...], body: Any, vocabulary: Vocabulary, _law: Law) -> Approval:
    return reading.approval(identity[0], body, vocabulary)


COLLECTIONS: Mapping[str, Collection] = {
    one.name: one
    for one in (
        Collection("organizations", Subject, _subject),
        Collection("resources", Resource, _resource),
        Collection("agreements", Agreement, _agreement),
        Collection("approvals", Approval, _approval),
    )
}


def default_type(collection: Collection, vocabulary: Vocabulary) -> str | None:
    """The type of a record where nobody names one."""
    if collection.table is Subject:
        return reading.ORGANIZATION
    return next(iter(vocabulary.resource_types), None)

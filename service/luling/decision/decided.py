"""One answer that was given: the same answer as an object, as JSON and as a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from luling.decision.answer import Prepared
from luling.request.errors import Problem, RequestError
from luling.request.ulids import new_ulid

_encode = msgspec.json.Encoder().encode


class Answer(Protocol):
    """An answer of the contract (section 2), or an item of a batch that could not be evaluated."""

    @property
    def decision(self) -> bool:
        """Whether it is a permit."""

    @property
    def effect(self) -> str:
        """The effect; `error` where there was nothing to evaluate."""

    def document(self) -> dict[str, Any]:
        """As an object; its parts are shared with other answers, and are read, never written."""

    def json(self) -> bytes:
        """The same as JSON in UTF-8."""


class Decided:
    """An answer by the policies. `request` is what was decided, with what the register knew; `at` the instant at which
    it was (UTC), `id` a ULID."""

    __slots__ = ("_due", "_json", "at", "conflicts", "id", "prepared", "request")

    def __init__(
        self,
        prepared: Prepared,
        request: Mapping[str, Any],
        at: dt.datetime,
        conflicts: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.prepared = prepared
        self.request = request
        self.at = at
        self.id = new_ulid()
        self.conflicts = conflicts
        self._due = prepared.due_dates(request, at)
        self._json: bytes | None = None

    @property
    def decision(self) -> bool:
        return self.prepared.decision

    @property
    def effect(self) -> str:
        return self.prepared.effect

    def document(self) -> dict[str, Any]:
        return self.prepared.document(self.id, self._due, self.conflicts)

    def json(self) -> bytes:
        if self._json is None:
            self._json = self.prepared.json(self.id, self._due, self.conflicts)
        return self._json

    def own(self) -> bytes:
        """What of an answer that is otherwise `Prepared.shared` is this one's, besides its id."""
        return self.prepared.own(self._due)


class Refused:
    """The answer to a bad item of a batch: false, and what is wrong with it. `path` is the item's."""

    __slots__ = ("_document",)
    decision = False
    effect = "error"

    def __init__(self, error: RequestError, path: str) -> None:
        self._document = refused(error, path)

    def document(self) -> dict[str, Any]:
        return self._document

    def json(self) -> bytes:
        return _encode(self._document)


def refused(error: RequestError, path: str) -> dict[str, Any]:
    """The answer to a bad item: false, and what is wrong with it."""
    problems = [Problem(".".join(filter(None, (path, bad.path))), bad.message) for bad in error.problems]
    return {
        "decision": False,
        "context": {
            "error": {"status": error.status, "message": str(error), "errors": [as_json(bad) for bad in problems]}
        },
    }


def as_json(bad: Problem) -> dict[str, Any]:
    """A problem as answers carry it."""
    return {"path": bad.path, "message": {"zh": bad.message.zh, "en": bad.message.en}}

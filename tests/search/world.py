"""A decision point with a register around it, and the searches that tests put to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from luling.audit.entry import Entry
from luling.decision.pages import Bounds
from luling.decision.point import DecisionPoint
from luling.decision.search import Search
from luling.register.book import Book
from luling.register.directory import RegisterDirectory
from luling.register.tables import Record
from luling.request.caller import LOCAL, Caller
from luling.request.search import Target

PATIENT = 3600.0  # seconds of a page: no test depends on how fast the machine is


@dataclass
class World:
    """A decision point, an event loop for it, and a register that starts empty."""

    runner: asyncio.Runner
    point: DecisionPoint
    book: Book
    entries: list[Entry] = field(default_factory=list)

    def put(self, *records: Record) -> None:
        with self.book.database.session() as session:
            for record in records:
                self.book.register.put(session, record, "tester")

    def end(self, record: Record) -> None:
        with self.book.database.session() as session:
            standing = self.book.register.get(session, type(record), record.identity)
            assert standing is not None
            self.book.register.end(session, standing, "tester", None, standing.revision)

    def search(self, target: Target, body: Any, caller: Caller = LOCAL, **bounds: Any) -> dict[str, Any]:
        search = Search(self.point, RegisterDirectory(self.book), Bounds(**{"seconds": PATIENT, **bounds}))
        return self.runner.run(search.answer(body, target, caller))

    def decide(self, request: dict[str, Any], caller: Caller = LOCAL) -> bool:
        answer, _ = self.runner.run(self.point.evaluate(request, caller))
        return bool(answer["decision"])


Worlds = Callable[[DecisionPoint], World]


def named(target: str, name: str) -> dict[str, str]:
    return {"name": name} if target == "action" else {"type": "user" if target == "subject" else "record", "id": name}


def request(target: str, who: str = "alice", what: str = "write", on: str = "record-1") -> dict[str, Any]:
    parts = {"subject": named("subject", who), "action": named("action", what), "resource": named("resource", on)}
    if target == "action":
        del parts["action"]
    else:
        del parts[target]["id"]
    return parts


def pages(
    world: World, target: Target, body: dict[str, Any], limit: int, between: Callable[[], None], **bounds: Any
) -> tuple[list[Any], str]:
    """The results of all pages, and as of when they are."""
    answer = world.search(target, body | {"page": {"limit": limit}}, **bounds)
    found, at = list(answer["results"]), answer["context"]["time"]
    while token := answer["page"]["next_token"]:
        between()
        answer = world.search(target, body | {"page": {"token": token}}, **bounds)
        assert len(answer["results"]) <= limit
        assert answer["context"]["time"] == at
        found += answer["results"]
    return found, at

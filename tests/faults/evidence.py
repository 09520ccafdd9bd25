"""What the log of a service holds, against what its clients have noted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luling.audit.search import Search, whole
from luling.storage.database import Database
from tests.faults.clients import Load, Noted
from tests.faults.service import Service


@dataclass(frozen=True)
class Account:
    """What clients were told and what the log says. `lost`: answers that the log does not hold as they were given."""

    answers: int
    refused: int
    broken: int
    odd: Counter[str]
    lost: Sequence[Noted]
    records: int
    writers: int
    faults: Sequence[str]

    @property
    def complaints(self) -> list[str]:
        """Everything that should not be, in words."""
        missing = [f"answered, but not in the log: {one.id or one.request_id}" for one in self.lost]
        return [*missing, *self.faults, *self.odd]


def account_of(service: Service, load: Load) -> Account:
    """The account of a service that has ended, and whose clients have too."""
    with Database(service.evidence) as database:
        of_id, of_request, writers = _recorded(database)
    return Account(
        answers=len(load.noted),
        refused=load.refused,
        broken=load.broken,
        odd=load.odd,
        lost=[one for one in load.noted if not _held(one, of_id, of_request)],
        records=len(of_id),
        writers=writers,
        faults=service.verify(),
    )


def _held(one: Noted, of_id: Mapping[str, bytes], of_request: Mapping[str, bytes]) -> bool:
    found = of_id.get(one.id) if one.id else of_request.get(one.request_id)
    return found is not None and json.loads(found) == one.answer


def _recorded(database: Database) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    of_id: dict[str, bytes] = {}
    of_request: dict[str, bytes] = {}
    writers = set()
    for record in whole(database, Search(), 2_000):
        assert record.id not in of_id, f"`{record.id}` is in the log twice"
        of_id[record.id] = of_request[record.request_id] = bytes(record.answered)
        writers.add(record.writer)
    return of_id, of_request, len(writers)

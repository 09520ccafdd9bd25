"""What the log of a service holds, against what its clients have noted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from luling.audit.tables import records
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
    with Database(service.evidence) as database, database.engine.connect() as connection:
        of_id, of_request, writers = _recorded(connection)
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


def _recorded(connection: Connection) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    of_id: dict[str, bytes] = {}
    of_request: dict[str, bytes] = {}
    writers = set()
    wanted = select(records.c.id, records.c.request_id, records.c.writer, records.c.answered)
    for row in connection.execution_options(yield_per=10_000).execute(wanted):
        assert row.id not in of_id, f"`{row.id}` is in the log twice"
        of_id[row.id] = of_request[row.request_id] = row.answered
        writers.add(row.writer)
    return of_id, of_request, len(writers)

"""Which subjects and resources the register knew at an instant: what a search goes through."""

from __future__ import annotations

import asyncio

from sqlalchemy import text
from sqlmodel import col, select

from luling.register.book import Book
from luling.register.presence import Key
from luling.register.store import held
from luling.register.tables import Resource, Subject

_TABLES: dict[str, type[Subject] | type[Resource]] = {"subject": Subject, "resource": Resource}


class RegisterDirectory:
    """The entities of the register by type; `part` is `subject` or `resource`, instants are UTC text.

    Each method raises `StorageError` where the database does not answer.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    async def sequence(self) -> int:
        """How many changes the register has seen."""
        return await asyncio.to_thread(self._sequence)

    async def knows(self, part: str, type: str, id: str, at: str) -> bool:  # noqa: A002 - AuthZEN's words
        """Whether it knew this entity at an instant."""
        (found,) = await self._book.facts.look_up([Key(part, type, id)])
        return bool(found.at(at))

    async def ids(self, part: str, type: str, after: str, most: int, at: str) -> list[str]:  # noqa: A002
        """At most `most` ids of the entities of a type that it knew at an instant, in their order, after the given."""
        return await asyncio.to_thread(self._ids, part, type, after, most, at)

    def _sequence(self) -> int:
        with self._book.database.reading() as session:
            found = session.execute(text("SELECT coalesce(max(seq), 0) FROM register_change")).scalar_one()
            return int(found)

    def _ids(self, part: str, type: str, after: str, most: int, at: str) -> list[str]:  # noqa: A002
        table = _TABLES[part]
        name = col(table.id)
        chosen = select(name).where(col(table.type) == type, name > after, held(table, at)).order_by(name).limit(most)
        with self._book.database.reading() as session:
            return list(session.exec(chosen))

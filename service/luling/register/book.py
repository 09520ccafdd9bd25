"""The register of one running program: its database, its records, and the facts that decisions are told."""

from __future__ import annotations

from typing import Self

from sqlmodel import col, select

from luling.register.facts import RegisterFacts
from luling.register.store import Register, held
from luling.register.tables import Agreement, Approval, Resource, Version
from luling.storage.database import Database, StorageError


class Book:
    """A database with the register in it, opened once for a process.

    `migrate` brings the schema up to date first; without a word on it that is done for SQLite, whose file belongs to
    this program alone, and not for PostgreSQL, where operators do it when they replace the program.
    """

    def __init__(
        self,
        url: str,
        cache: int = 50_000,
        staleness: float = 0.2,
        migrate: bool | None = None,
        register: Register | None = None,
    ) -> None:
        """Opens nothing yet.

        Raises:
            StorageError: the URL names no database of a known kind, or one in memory, which connections do not share.
        """
        self.database = Database(url)
        self.register = register or Register()
        self.facts = RegisterFacts(self.database, self.register, cache, staleness)
        self._migrate = self.database.sqlite if migrate is None else migrate
        if self.database.sqlite and self.database.url.database in {None, "", ":memory:"}:
            self.database.close()
            raise StorageError(f"{self.database.shown}: the register needs a file")

    def open(self) -> Self:
        """Connect.

        Raises:
            SchemaError: the schema is newer than this program, or older and not to be brought up.
            StorageError: the database does not answer.
        """
        try:
            if self._migrate:
                self.database.migrate()
            else:
                self.database.require_current()
            self.facts.open()
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Give up the connections."""
        self.facts.close()
        self.database.close()

    def regulations_of(self, record: Version) -> set[str]:
        """The regulations that a record names, by itself or by the resource that it is about; none for organisations.

        Raises:
            StorageError: the database does not answer.
        """
        match record:
            case Resource():
                found = [record.regulation]
            case Agreement() | Approval():
                with self.database.reading() as session:
                    same = select(Resource.regulation).where(col(Resource.id) == record.resource, held(Resource, None))
                    found = list(session.exec(same))
            case _:
                found = []
        return {one for one in found if one is not None} if all(found) else set()

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

"""The tables of procedures are those that the migrations make."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from luling.procedure.tables import TABLES
from luling.storage.database import Database


def test_the_migrated_schema_is_that_of_the_program(database_url: str) -> None:
    ours = {table.__tablename__ for table in TABLES}
    with Database(database_url) as database:
        database.migrate()

        def include(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
            table = name if kind == "table" else getattr(getattr(thing, "table", None), "name", None)
            return table in ours

        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": include, "compare_type": True})
            assert compare_metadata(context, SQLModel.metadata) == []

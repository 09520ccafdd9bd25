"""Databases of each earlier revision, with rows in every table and column, brought up to the schema of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, inspect, select, text
from sqlalchemy.orm import Mapper
from sqlmodel import SQLModel

from luling.identity import tables as _identity  # noqa: F401 - the models are known once they are imported
from luling.notification import tables as _notification  # noqa: F401
from luling.procedure import tables as _procedure  # noqa: F401
from luling.register.store import Register
from luling.register.tables import Subject
from luling.storage.database import Database, StorageError, alembic_config
from tests.storage.rows import rows_at

REVISIONS = [one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]
_VERSION = "alembic_version"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with Database(database_url) as database:
        yield database


def _alembic(database: Database, act: Callable[..., None], revision: str) -> None:
    with database.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        act(config, revision)


def _reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables[_VERSION])
    return found


def _fill(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        tables = _reflected(connection)
        rows = rows_at(revision)
        assert rows.keys() == tables.tables.keys()
        for table in tables.sorted_tables:
            for row in rows[table.name]:
                connection.execute(table.insert().values(row))


def _held(database: Database, columns: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """What is in these columns, as values of Python, in the order of the tables' keys."""
    with database.engine.connect() as connection:
        tables = _reflected(connection).tables
        return {
            name: [
                dict(row._mapping)
                for row in connection.execute(
                    select(*(tables[name].c[one] for one in wanted)).order_by(*tables[name].primary_key)
                )
            ]
            for name, wanted in columns.items()
        }


def _columns(database: Database) -> dict[str, list[str]]:
    seen = inspect(database.engine)
    names = set(seen.get_table_names()) - {_VERSION}
    return {name: [column["name"] for column in seen.get_columns(name)] for name in names}


def _models() -> list[Mapper[Any]]:
    return list(SQLModel._sa_registry.mappers)


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_of_each_revision_are_whole_after_the_upgrade(database: Database, revision: str) -> None:
    _alembic(database, command.upgrade, revision)
    _fill(database, revision)
    columns = _columns(database)
    before = _held(database, columns)
    database.migrate()
    database.require_current()
    assert _held(database, columns) == before
    with database.reading() as session:
        for model in _models():
            found = session.exec(select(model.class_)).scalars().all()
            told = before.get(str(model.local_table.name), [])
            assert len(found) == len(told)
            for row in told:
                assert any(all(getattr(one, name) == value for name, value in row.items()) for one in found), row
    # Numbers that the database gives go on after those that it gave.
    with database.session() as session:
        known = Subject(type="organization", id="xy-housing-bureau", name="住房局")
        assert Register().put(session, known, "local").revision == 3
        history = Register().history(session, Subject, known.identity)
    assert [one.row for one in history] == sorted({one.row for one in history})


def test_the_rows_leave_no_column_out(tmp_path: Path) -> None:
    """Every column has a value somewhere, and every one that may be NULL is NULL somewhere."""
    with Database(f"sqlite:///{tmp_path / 'luling.db'}") as database:
        database.migrate()
        _fill(database, REVISIONS[-1])
        held = _held(database, _columns(database))
        seen = inspect(database.engine)
        for name, rows in held.items():
            for column in seen.get_columns(name):
                filled = {row[column["name"]] is not None for row in rows}
                assert filled == ({True, False} if column["nullable"] else {True}), f"{name}.{column['name']}"


def test_a_migration_that_fails_leaves_everything_as_it_was(database: Database) -> None:
    *_, earlier, last = REVISIONS
    _alembic(database, command.upgrade, earlier)
    _fill(database, earlier)
    columns = _columns(database)
    before = _held(database, columns)
    in_the_way = max(rows_at(last).keys() - rows_at(earlier).keys())
    with database.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {in_the_way} (id VARCHAR)"))
    with pytest.raises(StorageError, match=in_the_way):
        database.migrate()
    with database.engine.begin() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == earlier
        connection.execute(text(f"DROP TABLE {in_the_way}"))
    assert _columns(database) == columns
    assert _held(database, columns) == before
    database.migrate()
    database.require_current()


def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    """Types, defaults, keys, constraints, indexes and their conditions: what migrations make and what models say."""
    database.migrate()
    migrated = _schema(database.engine)
    _alembic(database, command.downgrade, "base")
    SQLModel.metadata.create_all(database.engine)
    assert migrated == _schema(database.engine)


def _schema(engine: Engine) -> dict[str, Any]:
    seen = inspect(engine)
    names = set(seen.get_table_names()) - {_VERSION}
    described: dict[str, Any] = {}
    for name in names:
        columns = [one | {"type": str(one["type"])} for one in seen.get_columns(name)]
        described[name] = {
            "columns": sorted(columns, key=lambda one: str(one["name"])),
            "key": seen.get_pk_constraint(name)["constrained_columns"],
            "unique": _unordered(seen.get_unique_constraints(name)),
            "indexes": _unordered(seen.get_indexes(name)),
            "references": _unordered(seen.get_foreign_keys(name)),
            "checks": _unordered(seen.get_check_constraints(name)),
            "counted": engine.dialect.name == "sqlite" and _counted(engine, name),
        }
    return described


def _unordered(found: Any) -> list[str]:
    return sorted(str(sorted((name, _told(value)) for name, value in one.items())) for one in found)


def _told(value: Any) -> str:
    """The value as text: the condition of an index is an object without equality."""
    return str({name: str(one) for name, one in value.items()} if isinstance(value, dict) else value)


def _counted(engine: Engine, name: str) -> bool:
    """Whether SQLite gives a number only once (`AUTOINCREMENT`), which no inspection tells."""
    with engine.connect() as connection:
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar_one()
    return "AUTOINCREMENT" in made

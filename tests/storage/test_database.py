"""The database: its schema made and unmade, a newer schema refused, transactions that hold."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from luling.storage.database import Database, SchemaError, StorageError, alembic_config, database_url, head
from luling.storage.sqlite import write_ahead

REVISIONS = [one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with Database(database_url) as database:
        yield database


def _alembic(database: Database, act: Callable[..., None], revision: str) -> None:
    with database.engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        act(config, revision)


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_is_brought_up_and_again_is_no_change(database: Database) -> None:
    with pytest.raises(SchemaError, match="missing"):
        database.require_current()
    database.migrate()
    database.require_current()
    database.migrate()
    database.require_current()


def test_the_schema_goes_down_to_nothing_and_up_again(database: Database) -> None:
    database.migrate()
    tables = _tables(database)
    _alembic(database, command.downgrade, "base")
    assert _tables(database) == set()
    database.migrate()
    assert _tables(database) == tables


def test_a_newer_schema_is_refused(database: Database) -> None:
    database.migrate()
    with database.session() as session:
        session.exec(text("UPDATE alembic_version SET version_num = '9999'"))  # type: ignore[call-overload]
    with pytest.raises(SchemaError, match="newer"):
        database.migrate()
    with pytest.raises(SchemaError, match="newer"):
        database.require_current()


def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    errors: list[BaseException] = []

    def migrate() -> None:
        try:
            with Database(database_url) as database:
                database.migrate()
        except BaseException as error:  # noqa: BLE001 - seen by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Database(database_url) as database:
        database.require_current()


def test_a_new_file_that_another_process_just_opens_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as holder,
        closing(sqlite3.connect(tmp_path / "new.db", timeout=0)) as waiting,
    ):
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write_ahead(waiting, 0)
        monkeypatch.setattr("luling.storage.sqlite.time.sleep", lambda _: holder.execute("ROLLBACK"))
        write_ahead(waiting, 60)
        assert waiting.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_not_committed_is_gone(database: Database) -> None:
    database.migrate()

    def fail() -> None:
        with database.session() as session:
            session.exec(text("UPDATE alembic_version SET version_num = 'x'"))  # type: ignore[call-overload]
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    database.require_current()


def test_an_unknown_or_unreachable_database_is_told_without_its_password() -> None:
    with pytest.raises(StorageError, match="mysql"):
        Database("mysql://u:p@127.0.0.1/x")
    with pytest.raises(StorageError, match="no database URL"):
        Database("not a url")
    with pytest.raises(StorageError) as refused:
        Database("postgresql://u:verysecret@127.0.0.1:1/x").migrate()
    assert "verysecret" not in str(refused.value)


def test_drivers_are_ours() -> None:
    assert database_url("postgres://h/x").drivername == "postgresql+psycopg"
    assert head() == REVISIONS[-1]


def test_a_connection_that_is_used_while_the_database_is_closed_goes_when_it_is_given_back(database: Database) -> None:
    used = database.engine.connect()
    driver = used.connection.dbapi_connection
    assert driver is not None
    database.close()
    used.execute(text("SELECT 1"))
    used.close()
    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
        driver.cursor().execute("SELECT 1")
    with database.engine.connect() as again:
        assert again.execute(text("SELECT 1")).scalar_one() == 1

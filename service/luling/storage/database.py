"""One database, SQLite or PostgreSQL: how it is opened, how a transaction is made, whose schema it has.

SQLite is opened with WAL and `synchronous=FULL`: a commit that returned survives a power cut. Every write transaction
starts with `BEGIN IMMEDIATE`, so two writers wait for each other instead of failing half-way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from luling.storage.sqlite import write_ahead

_BUSY = 10.0  # seconds that a writer of SQLite waits for another
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class StorageError(Exception):
    """The database cannot be used: no such database, not reachable, or a schema of another program version."""


class SchemaError(StorageError):
    """The schema is newer than this program, or no schema of it at all."""


class Database:
    """A database by URL: `sqlite:///relative`, `sqlite:////absolute`, `sqlite://` (memory), `postgresql://…`."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet.

        Raises:
            StorageError: the URL names no database of a known kind.
        """
        self.url = database_url(url)
        try:
            self.engine = _engine(self.url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise StorageError(f"{self.shown}: {error}") from error

    @property
    def shown(self) -> str:
        """The URL without its password."""
        return self.url.render_as_string(hide_password=True)

    @property
    def sqlite(self) -> bool:
        """Whether it is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One write transaction: committed at the end, rolled back by any exception.

        Raises:
            StorageError: the database does not do it.
        """
        with self._guarded(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads. On SQLite it takes no write lock."""
        with self._guarded(), Session(self.engine.execution_options(luling_reads=True)) as session:
            yield session

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            if _conflict(error):
                raise
            raise StorageError(f"{self.shown}: {error}") from error

    def migrate(self) -> None:
        """Bring the schema up to this program's. Several processes may do it at once.

        Raises:
            SchemaError: the schema is newer than the program. StorageError: the database cannot be reached.
        """
        self.make_directory()
        with self._guarded(), self.engine.begin() as connection:
            if not self.sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7239417)")
            current = MigrationContext.configure(connection).get_current_revision()
            self._check(current)
            config = alembic_config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def require_current(self) -> None:
        """Refuse a schema that is not exactly this program's.

        Raises:
            SchemaError: it is older (`luling database upgrade` brings it up), newer, or missing.
        """
        with self._guarded(), self.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        self._check(current)
        if current != head():
            raise SchemaError(f"{self.shown}: schema {current or 'missing'}, this program needs {head()}")

    def close(self) -> None:
        """Give up the connections; one that a thread still uses goes when it is given back."""
        event.listen(self.engine, "checkin", _give_up)
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check(self, current: str | None) -> None:
        known = {revision.revision for revision in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
        if current is not None and current not in known:
            raise SchemaError(f"{self.shown}: schema {current} is newer than this program, which knows {head()}")

    def make_directory(self) -> None:
        """Make the directory of a SQLite file.

        Raises:
            StorageError: it cannot be made.
        """
        if self.sqlite and self.url.database:
            try:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(f"{self.shown}: {error}") from error


def database_url(text: str) -> URL:
    """The URL with the driver that this program uses.

    Raises:
        StorageError: it is no URL, or names another kind of database.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StorageError(f"`{text}` is no database URL") from error
    kind = url.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise StorageError(f"`{kind}` is no known kind of database: it is sqlite or postgresql")
    return url.set(drivername=_DRIVERS[kind])


def alembic_config() -> Config:
    """Alembic's configuration for the migrations that come with the program."""
    config = Config()
    config.set_main_option("script_location", str(files("luling.storage") / "migrations"))
    return config


def head() -> str:
    """The schema of this program."""
    found = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert found
    return found


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    engine = create_engine(url, connect_args={"timeout": _BUSY, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        # SQLAlchemy is to start transactions itself: the driver would start them late, and a schema change not at all.
        connection.isolation_level = None
        write_ahead(connection, _BUSY)
        cursor = connection.cursor()
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        reads = connection.get_execution_options().get("luling_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _give_up(_connection: Any, record: Any) -> None:
    record.invalidate()


def _conflict(error: SQLAlchemyError) -> bool:
    """Errors that say something of the data rather than the database; whoever wrote them knows what they mean."""
    return isinstance(error, IntegrityError | StaleDataError)

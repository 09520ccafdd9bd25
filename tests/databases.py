"""Real databases for tests: SQLite files, and a PostgreSQL server of our own on one loopback port.

The fixtures here are known to every test (`tests/conftest.py`). `database_url` gives an empty database and runs the
test once on each kind.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg
import pytest

from luling.storage.database import Database
from tests.engines import free_port, missing

DATABASES = ("sqlite", "postgresql")
_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_PATIENCE = 30.0  # seconds for a server to start, on a busy machine


def postgresql_binaries() -> Path:
    """The directory with `initdb` and `postgres`."""
    path = os.pathsep.join([*map(str, _PLACES), os.environ.get("PATH", "")])
    found = shutil.which("initdb", path=path)
    if found is None:
        missing("PostgreSQL (Debian: postgresql)")
    assert found is not None
    return Path(found).resolve().parent


class PostgresServer:
    """A PostgreSQL cluster in `directory`; can be killed and started again there with what it had committed.

    `durable=False`: not after it was killed. Nothing waits for the disk then.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self._durable = durable
        self._binaries = postgresql_binaries()
        self._data = directory / "data"
        self._output = directory / "server.log"
        self._user = _unprivileged()
        self._process: subprocess.Popen[bytes] | None = None
        if self._user:
            os.chown(directory, self._user.pw_uid, self._user.pw_gid)
        self._run("initdb", "--auth=trust", "--username=luling", "--encoding=UTF8", "--locale=C", "-D", str(self._data))
        self.port = free_port()  # only now: that took a while, in which somebody else might have got it

    def url(self, database: str = "postgres") -> str:
        """The address of a database of this server."""
        return f"postgresql://luling@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = {"listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": ""}
        if not self._durable:
            options |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._binaries / "postgres"), "-D", str(self._data), *arguments]
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, cwd="/", **self._identity())
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    self.kill()
                    said = self._output.read_text(encoding="utf-8")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start: {said}") from error
                time.sleep(0.05)

    def kill(self) -> None:
        """Kill it as a crash of the machine would: the server and its children at once (`kill -9`)."""
        if self._process is not None:
            children = self._children()
            self._process.kill()
            for one in children:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.kill()
            psutil.wait_procs(children)
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Have it do nothing any more, with its connections open."""
        assert self._process is not None
        for one in (psutil.Process(self._process.pid), *self._children()):
            one.suspend()

    def thaw(self) -> None:
        """Have it go on."""
        assert self._process is not None
        for one in (*self._children(), psutil.Process(self._process.pid)):
            one.resume()

    def backends(self) -> list[psutil.Process]:
        """The processes that serve a connection, one each."""
        return [child for child in self._children() if "127.0.0.1" in " ".join(child.cmdline())]

    def _children(self) -> list[psutil.Process]:
        assert self._process is not None
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self._process.pid).children(recursive=True)
        return []

    def stop(self) -> None:
        """Stop it at once, in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

    def create(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self._identity())

    def _identity(self) -> dict[str, object]:
        # PostgreSQL refuses to run as root.
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if self._user else {}


def _unprivileged() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def running_postgres(*, durable: bool = True) -> Iterator[PostgresServer]:
    """A server that is stopped and removed afterwards, for fixtures.

    Its directory is not pytest's: that is closed to the server's own user, and every other run closes it again.
    """
    with TemporaryDirectory(prefix="luling-postgresql-") as name:
        Path(name).chmod(0o711)
        server = PostgresServer(Path(name), durable=durable)
        try:
            server.start()
            yield server
        finally:
            server.kill()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole session; no test kills it."""
    yield from running_postgres(durable=False)


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for one test, which may kill it."""
    yield from running_postgres()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'luling.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.create()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the program's schema, once of each kind."""
    with Database(database_url) as database:
        database.migrate()
        yield database

"""What decisions are told: fresh after every change, also by another process, and an error where nobody knows."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from luling.register.facts import RegisterFacts
from luling.register.presence import Key, Presence
from luling.register.store import Register
from luling.register.tables import Approval, Subject, Version
from luling.request.normalisation import utc_text
from luling.storage.database import Database, StorageError
from tests.databases import PostgresServer
from tests.register.conftest import Clock

pytestmark = pytest.mark.anyio
KEY = Key("subject", "organization", "housing")
PAIR = Key("approval", "housing", "r")


@pytest.fixture
def facts(database: Database, register: Register) -> Iterator[RegisterFacts]:
    facts = RegisterFacts(database, register, capacity=3, staleness=0).open()
    yield facts
    facts.close()


def put(database: Database, register: Register, record: Version) -> None:
    with database.session() as session:
        register.put(session, record, "tester")


def subject(**properties: Any) -> Subject:
    return Subject(type="organization", id="housing", properties=properties)


async def said(facts: RegisterFacts, key: Key = KEY, at: str | None = None) -> list[dict[str, Any]]:
    (found,) = await facts.look_up([key])
    return [dict(one.says) for one in found.at(at)]


async def test_a_change_is_seen_at_once(database: Database, register: Register, facts: RegisterFacts) -> None:
    assert await said(facts) == []
    put(database, register, subject(level="county"))
    assert await said(facts) == [{"level": "county"}]
    put(database, register, subject(level="municipal"))
    assert await said(facts) == [{"level": "municipal"}]


async def test_only_what_changed_is_read_again(database: Database, register: Register, facts: RegisterFacts) -> None:
    put(database, register, subject(level="county"))
    other = Key("subject", "organization", "other")
    await facts.look_up([KEY, other])
    put(database, register, Subject(type="organization", id="other"))
    await facts.look_up([KEY])
    assert facts.size == 1


async def test_no_more_is_remembered_than_the_capacity(
    database: Database, register: Register, facts: RegisterFacts
) -> None:
    for number in range(10):
        put(database, register, Subject(type="organization", id=str(number)))
        await facts.look_up([Key("subject", "organization", str(number))])
    assert facts.size == 3


async def test_what_was_never_recorded_is_not_read(
    database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, register, subject(level="county"))
    facts = RegisterFacts(database, register, staleness=3600).open()
    read: list[Key] = []
    really = RegisterFacts._read
    monkeypatch.setattr(RegisterFacts, "_read", lambda self, keys: read.extend(keys) or really(self, keys))
    try:
        assert await said(facts, PAIR) == []
        assert await said(facts) == [{"level": "county"}]
        assert read == [KEY]
        fields = {"act": "access", "by": "provider"}
        put(database, register, Approval(id="a", subject="housing", resource="r", fields=fields))
        assert await said(facts, PAIR) == [fields]
    finally:
        facts.close()


async def test_many_changes_at_once_are_all_noticed(
    database: Database, register: Register, facts: RegisterFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luling.register.facts._PAGE", 2)
    await said(facts)
    for number in range(7):
        put(database, register, Subject(type="organization", id=str(number), properties={"level": "county"}))
    for number in range(7):
        assert await said(facts, Key("subject", "organization", str(number))) == [{"level": "county"}]


def test_a_presence_that_is_not_filled_or_too_large_has_every_key() -> None:
    presence = Presence(most=2)
    assert KEY in presence
    presence.fill([KEY])
    assert KEY in presence
    assert PAIR not in presence
    presence.add([PAIR, Key("resource", "r", "3")])
    assert Key("resource", "r", "4") in presence


async def test_the_past_is_seen_as_it_was(
    database: Database, register: Register, facts: RegisterFacts, clock: Clock
) -> None:
    put(database, register, subject(level="county"))
    then = utc_text(clock.now)
    clock.go_on(days=1)
    put(database, register, subject(level="municipal"))
    assert await said(facts, at=then) == [{"level": "county"}]
    assert await said(facts, at=utc_text(clock.now)) == [{"level": "municipal"}]
    assert await said(facts, at="2000-01-01T00:00:00.000000Z") == []


async def test_a_withdrawn_approval_counts_until_its_withdrawal(
    database: Database, register: Register, facts: RegisterFacts, clock: Clock
) -> None:
    approval = Approval(id="a", subject="housing", resource="r", fields={"act": "access"})
    put(database, register, approval)
    then = utc_text(clock.now)
    assert await said(facts, PAIR) == [{"act": "access"}]
    clock.go_on(days=1)
    with database.session() as session:
        register.end(session, approval, "tester", "撤回", expected=1)
    assert await said(facts, PAIR) == []
    assert await said(facts, PAIR, utc_text(clock.now)) == []
    assert await said(facts, PAIR, then) == [{"act": "access"}]


async def test_an_approval_that_is_given_to_another_is_taken_from_the_first(
    database: Database, register: Register, facts: RegisterFacts
) -> None:
    put(database, register, Approval(id="a", subject="housing", resource="r", fields={}))
    assert await said(facts, PAIR) == [{}]
    put(database, register, Approval(id="a", subject="taxes", resource="r", fields={}))
    assert await said(facts, PAIR) == []
    assert await said(facts, Key("approval", "taxes", "r")) == [{}]


OTHER_PROCESS = """
import sys
from luling.register.store import Register
from luling.register.tables import Subject
from luling.storage.database import Database
with Database(sys.argv[1]) as database, database.session() as session:
    for level in sys.argv[2:]:
        Register().put(session, Subject(type="organization", id="housing", properties={"level": level}), "other")
"""


async def test_a_change_by_another_process_is_seen(database: Database, facts: RegisterFacts, database_url: str) -> None:
    assert await said(facts) == []
    await asyncio.to_thread(subprocess.run, [sys.executable, "-c", OTHER_PROCESS, database_url, "county"], check=True)
    assert await said(facts) == [{"level": "county"}]


async def test_after_very_many_changes_everything_is_read_again(
    database: Database, register: Register, facts: RegisterFacts
) -> None:
    await facts.look_up([KEY])
    many = [Subject(type="organization", id=f"o{number}") for number in range(1100)]
    with database.session() as session:
        register.put_all(session, [subject(level="county"), *many], "tester")
    assert await said(facts) == [{"level": "county"}]


async def test_within_the_staleness_only_own_changes_are_seen(postgres: PostgresServer) -> None:
    with Database(postgres.create()) as database:
        database.migrate()
        register = Register()
        facts = RegisterFacts(database, register, staleness=3600).open()
        assert await said(facts) == []
        put(database, Register(), subject(level="county"))
        assert await said(facts) == []
        put(database, register, Subject(type="organization", id="own"))
        assert await said(facts) == [{"level": "county"}]
        assert facts.remembered([KEY]) is not None


async def test_a_database_that_is_gone_is_an_error(own_postgres: PostgresServer) -> None:
    with Database(own_postgres.create()) as database:
        database.migrate()
        facts = RegisterFacts(database, Register(), staleness=0).open()
        await facts.look_up([KEY])
        own_postgres.kill()
        with pytest.raises(StorageError):
            await facts.look_up([KEY])
        own_postgres.start()
        assert await said(facts) == []


async def test_a_register_without_tables_is_an_error(tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path / 'empty.db'}") as database, pytest.raises(StorageError):
        RegisterFacts(database, Register()).open()

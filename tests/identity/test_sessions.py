"""Sessions: when they end, and that the database holds nothing that opens one."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sqlalchemy import text

from luling.identity.authentication import Authentication
from luling.identity.keys import Keys
from luling.identity.principal import CredentialError, Grant, Principal
from luling.identity.sessions import Sessions, csrf_token, same_csrf_token
from luling.storage.database import Database
from tests.identity.clocks import Clock

WHO = Principal("t", frozenset({Grant("legal_reviewer", "dazhou")}), "bureau")
MEMORY, IDLE, LIFETIME = 5.0, 60.0, 600.0


def process(database: Database, clock: Clock) -> Authentication:
    sessions = Sessions(database, idle=IDLE, lifetime=LIFETIME, clock=clock)
    return Authentication(Keys(database, clock), sessions, None, memory=MEMORY, clock=clock, steady=clock)


def good(process: Authentication, id_: str) -> bool:
    try:
        asyncio.run(process.session(id_))
    except CredentialError:
        return False
    return True


def login(process: Authentication, key: str) -> str:
    return asyncio.run(process.login(key))[0]


def test_a_login_opens_a_new_session_each_time(database: Database, keys: Keys, clock: Clock) -> None:
    _, key = keys.create("x", WHO)
    one, other = process(database, clock), process(database, clock)
    first, second = login(one, key), login(one, key)
    assert first != second
    principal, session = asyncio.run(other.session(first))
    assert principal.grants == WHO.grants
    assert session.expires == clock.now + LIFETIME


def test_an_id_that_nobody_was_given_opens_nothing(database: Database, clock: Clock) -> None:
    assert not good(process(database, clock), "chosen-by-somebody-else")
    assert not good(process(database, clock), "")


def test_the_database_holds_no_id_of_a_session(database: Database, keys: Keys, clock: Clock) -> None:
    id_ = login(process(database, clock), keys.create("x", WHO)[1])
    with database.reading() as session:
        rows = [repr(row) for row in session.connection().execute(text("SELECT * FROM identity_sessions"))]
    assert len(rows) == 1
    assert id_ not in rows[0]
    assert csrf_token(id_) not in rows[0]


def test_an_idle_session_is_over_and_a_used_one_is_not(database: Database, keys: Keys, clock: Clock) -> None:
    one = process(database, clock)
    id_ = login(one, keys.create("x", WHO)[1])
    for _ in range(5):
        clock.forward(IDLE - 1)
        assert good(one, id_)
        asyncio.run(one.note_uses())
    # Another process knows that it was used, from the database.
    clock.forward(IDLE - 1)
    assert good(process(database, clock), id_)
    clock.forward(IDLE)
    assert not good(one, id_)
    assert not good(process(database, clock), id_)


def test_a_session_ends_however_much_it_is_used(database: Database, keys: Keys, clock: Clock) -> None:
    one = process(database, clock)
    id_ = login(one, keys.create("x", WHO)[1])
    started = clock.now
    while clock.now < started + LIFETIME - IDLE / 2:
        assert good(one, id_)
        clock.forward(IDLE / 2)
    clock.now = started + LIFETIME
    assert not good(one, id_)


def test_a_session_lives_no_longer_than_its_key(database: Database, keys: Keys, clock: Clock) -> None:
    one, other = process(database, clock), process(database, clock)
    key_id, key = keys.create("x", WHO)
    id_ = login(one, key)
    short = login(one, keys.create("y", replace(WHO, expires=clock.now + 10))[1])
    assert good(other, id_)
    keys.revoke(key_id)
    clock.forward(MEMORY)
    assert not good(one, id_)
    assert not good(other, id_)
    assert good(one, short)
    clock.forward(MEMORY)
    assert not good(one, short)


def test_a_logout_ends_it_in_every_process_within_the_documented_time(
    database: Database, keys: Keys, clock: Clock
) -> None:
    one, other = process(database, clock), process(database, clock)
    id_ = login(one, keys.create("x", WHO)[1])
    assert good(other, id_)
    asyncio.run(one.logout(id_))
    assert not good(one, id_)
    clock.forward(MEMORY)
    assert not good(other, id_)


def test_sessions_that_are_over_are_cleared_away(database: Database, keys: Keys, clock: Clock) -> None:
    one = process(database, clock)
    _, key = keys.create("x", WHO)
    for _ in range(3):
        login(one, key)
    clock.forward(LIFETIME)
    login(one, key)
    with database.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM identity_sessions")).scalar() == 1


def test_csrf_tokens_are_of_one_session() -> None:
    assert same_csrf_token("a", csrf_token("a"))
    assert not same_csrf_token("a", csrf_token("b"))
    assert not same_csrf_token("a", "")
    assert not same_csrf_token("a", "é\udc80")

"""API keys: what lets in, what does not any more, and that the database holds nothing that does."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from luling.identity import keys as module
from luling.identity.authentication import Authentication
from luling.identity.keys import Keys, UnknownKeyError, split
from luling.identity.principal import CredentialError, Grant, Principal, UnavailableError
from luling.identity.sessions import Sessions
from luling.storage.database import Database
from tests.identity.clocks import Clock

WHO = Principal("t", frozenset({Grant("platform", "*")}), "bureau", may_assert=True)
MEMORY = 5.0


def process(database: Database, clock: Clock) -> Authentication:
    """What one process of the service knows of keys."""
    sessions = Sessions(database, idle=60, lifetime=600, clock=clock)
    return Authentication(Keys(database, clock), sessions, None, memory=MEMORY, clock=clock, steady=clock)


def good(process: Authentication, credential: str) -> bool:
    try:
        asyncio.run(process.bearer(credential))
    except CredentialError:
        return False
    return True


def test_a_key_stands_for_what_it_was_made_for(database: Database, keys: Keys, clock: Clock) -> None:
    scoped = replace(WHO, scopes=frozenset({"decision:ask"}), expires=clock.now + 10)
    id_, key = keys.create("平台", scoped)
    principal = asyncio.run(process(database, clock).bearer(key))
    assert principal == replace(scoped, name=f"key:{id_}")
    assert split(key)[0] == id_
    (listed,) = keys.all()
    assert (listed.label, listed.principal, listed.used) == ("平台", principal, None)


def test_secrets_have_256_bits_and_are_never_alike(keys: Keys) -> None:
    secrets = {split(keys.create("x", WHO)[1])[1] for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret) for secret in secrets} == {43}  # 32 bytes as base64url


def test_nothing_in_the_database_is_a_secret(database: Database, keys: Keys) -> None:
    _, key = keys.create("x", WHO)
    secret = split(key)[1]
    with database.reading() as session:
        for table in ("identity_keys", "identity_secrets", "identity_sessions"):
            for row in session.connection().execute(text(f"SELECT * FROM {table}")):
                assert secret not in repr(row)
                assert key not in repr(row)


def test_whatever_is_not_the_key_lets_nobody_in(database: Database, keys: Keys, clock: Clock) -> None:
    id_, key = keys.create("x", WHO)
    other_id, _ = keys.create("y", WHO)
    secret = split(key)[1]
    shown = {
        "secret": f"luling_{id_}_{'A' * 43}",
        "id": f"luling_{other_id}_{secret}",
        "case": f"luling_{id_}_{secret.swapcase()}",
        "prefix": f"luling_{secret}",
        "longer": key + "A",
        "shorter": key[:-1],
        "space": key + " ",
        "line": key + "\n",
        "empty": "luling_",
        "unicode": key[:-1] + "é",
    }
    one = process(database, clock)
    assert good(one, key)
    assert [what for what, text in shown.items() if good(one, text)] == []
    assert [what for what, text in shown.items() if good(process(database, clock), text)] == []


def test_comparisons_take_constant_time(
    database: Database, keys: Keys, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, key = keys.create("x", WHO)
    keys.rotate(id_, 100)
    compared = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(len(one))
        return hmac.compare_digest(one, other)

    monkeypatch.setattr(module, "hmac", type("Hmac", (), {"compare_digest": staticmethod(compare)}))
    assert good(process(database, clock), key)
    assert not good(process(database, clock), f"luling_{id_}_{'A' * 43}")
    # Every secret of the key is compared, whichever fits: time does not tell which of them is near.
    assert compared == [32] * len(compared)
    assert len(compared) >= 4


def test_an_expired_key_lets_nobody_in(database: Database, keys: Keys, clock: Clock) -> None:
    _, key = keys.create("x", replace(WHO, expires=clock.now + 100))
    one = process(database, clock)
    clock.forward(99.9)
    assert good(one, key)
    clock.forward(0.1)
    assert not good(one, key)


def test_a_revocation_holds_in_every_process_within_the_documented_time(
    database: Database, keys: Keys, clock: Clock
) -> None:
    id_, key = keys.create("x", WHO)
    processes = [process(database, clock) for _ in range(3)]
    assert all(good(one, key) for one in processes)
    keys.revoke(id_)
    clock.forward(MEMORY)
    assert not any(good(one, key) for one in processes)
    keys.revoke(id_)
    with pytest.raises(UnknownKeyError):
        keys.rotate(id_, 0)


def test_a_rotated_key_has_two_secrets_for_a_while(database: Database, keys: Keys, clock: Clock) -> None:
    id_, first = keys.create("x", WHO)
    second = keys.rotate(id_, 3600)
    one = process(database, clock)
    assert good(one, first)
    assert good(one, second)
    clock.forward(3600)
    assert not good(one, first)
    assert good(one, second)
    # A further rotation must not give the earlier secret its time back.
    third = keys.rotate(id_, 3600)
    fresh = process(database, clock)
    assert [good(fresh, key) for key in (first, second, third)] == [False, True, True]
    fourth = keys.rotate(id_, 0)
    fresh = process(database, clock)
    assert [good(fresh, key) for key in (second, third, fourth)] == [False, False, True]


def test_what_is_not_there_is_said(keys: Keys) -> None:
    with pytest.raises(UnknownKeyError):
        keys.rotate("abcdefghij", 0)
    with pytest.raises(UnknownKeyError):
        keys.revoke("abcdefghij")
    assert keys.read("abcdefghij") is None


def test_a_known_key_costs_no_query_and_its_last_use_one_for_many(database: Database, keys: Keys, clock: Clock) -> None:
    id_, key = keys.create("x", WHO)
    one = process(database, clock)
    assert good(one, key)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for _ in range(100):
        clock.forward(0.01)
        assert good(one, key)
    assert statements == []
    asyncio.run(one.note_uses())
    found = keys.read(id_)
    assert found
    assert found.used == clock.now
    assert len([statement for statement in statements if statement.startswith("UPDATE")]) == 1


def test_uses_that_could_not_be_noted_are_noted_later(
    database: Database, keys: Keys, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, key = keys.create("x", WHO)
    one = process(database, clock)
    assert good(one, key)
    with monkeypatch.context() as broken:
        broken.setattr(database, "engine", Database("postgresql://u:p@127.0.0.1:1/x").engine)
        asyncio.run(one.note_uses())
    assert (stored := keys.read(id_))
    assert stored.used is None
    asyncio.run(one.note_uses())
    assert (stored := keys.read(id_))
    assert stored.used == clock.now


def test_without_the_database_nobody_unknown_is_let_in(clock: Clock) -> None:
    with Database("postgresql://u:p@127.0.0.1:1/x") as gone, pytest.raises(UnavailableError):
        asyncio.run(process(gone, clock).bearer(f"luling_abcdefghij_{'A' * 43}"))

"""The register's records: versions over time, two writers at once, nothing that is not checked."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from luling.decision.knowledge import Knowledge
from luling.register import reading
from luling.register.store import ConflictError, Register
from luling.register.tables import TABLES, Approval, Change, Resource, Subject, Version
from luling.request.errors import RequestError
from luling.request.normalisation import utc_text
from luling.storage.database import Database
from tests.register.conftest import Clock

HOUSING = ("organization", "housing")


def subject(name: str = "住建局", identity: tuple[str, str] = HOUSING, **properties: Any) -> Subject:
    return Subject(type=identity[0], id=identity[1], name=name, properties=properties)


def put(database: Database, register: Register, record: Version, expected: Any = ...) -> Version:
    with database.session() as session:
        return register.put(session, record, "tester", expected)


def test_the_tables_are_those_of_the_migrations(database: Database) -> None:
    tables = {table.__tablename__ for table in (*TABLES.values(), Change)}
    with database.engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={"include_name": lambda name, kind, _: kind != "table" or name in tables, "compare_type": True},
            ),
            SQLModel.metadata,
        )
    assert [one for one in found if "register" in str(one)] == []


def test_every_version_can_be_seen_again(database: Database, register: Register, clock: Clock) -> None:
    first = put(database, register, subject(level="county"))
    before = utc_text(clock.now)
    clock.go_on(days=1)
    second = put(database, register, subject(level="municipal"))
    clock.go_on(days=1)
    with database.session() as session:
        ended = register.end(session, second, "tester", "撤销机构", expected=2)
    with database.reading() as session:
        assert [one.revision for one in register.history(session, Subject, HOUSING)] == [1, 2]
        assert register.get(session, Subject, HOUSING) is None
        then = register.get(session, Subject, HOUSING, before)
        assert then is not None
        assert then.properties == {"level": "county"}
        assert then.superseded_at == second.recorded_at
        assert register.page(session, Subject, {}, 10, at=utc_text(clock.now)) == []
        assert len(register.page(session, Subject, {}, 10, at=before)) == 1
    assert (first.revision, ended.reason, ended.superseded_by) == (1, "撤销机构", "tester")


def test_what_says_nothing_new_is_no_version(database: Database, register: Register) -> None:
    put(database, register, subject(level="county"))
    again = put(database, register, subject(level="county"))
    assert again.revision == 1


def test_an_ended_record_may_come_back(database: Database, register: Register) -> None:
    stored = put(database, register, subject())
    with database.session() as session:
        register.end(session, stored, "tester", None, expected=1)
    assert put(database, register, subject(), expected=None).revision == 2


def test_a_clock_that_is_set_back_does_not_turn_versions_round(
    database: Database, register: Register, clock: Clock
) -> None:
    first = put(database, register, subject(level="county"))
    clock.go_on(hours=-1)
    second = put(database, register, subject(level="municipal"))
    assert second.recorded_at > first.recorded_at


@pytest.mark.parametrize("expected", [None, 2])
def test_a_writer_who_saw_another_revision_is_refused(
    database: Database, register: Register, expected: int | None
) -> None:
    put(database, register, subject())
    with pytest.raises(ConflictError) as refused:
        put(database, register, subject("另一局"), expected)
    assert refused.value.current == 1
    with pytest.raises(ConflictError, match="not in the register"):
        put(database, register, subject(identity=("organization", "x")), expected=1)


def test_of_two_writers_at_once_exactly_one_succeeds(database: Database, register: Register) -> None:
    put(database, register, subject())
    together = threading.Barrier(4)
    outcomes: list[str] = []

    def write(number: int) -> None:
        together.wait()
        try:
            put(database, register, subject(f"第{number}局"), expected=1)
            outcomes.append("written")
        except ConflictError:
            outcomes.append("refused")

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert sorted(outcomes) == ["refused"] * 3 + ["written"]
    with database.reading() as session:
        assert [one.revision for one in register.history(session, Subject, HOUSING)] == [1, 2]


def test_many_records_are_written_and_paged_in_the_order_of_their_ids(database: Database, register: Register) -> None:
    records = [
        Resource(
            type="data_resource", id=f"r{number:04}", provider="a" if number % 2 else "b", properties={"tier": "base"}
        )
        for number in range(1001)
    ]
    with database.session() as session:
        register.put_all(session, records, "tester")
    with database.session() as session:
        again = register.put_all(session, [one.model_copy(deep=True) for one in records], "tester")
    assert {one.revision for one in again} == {1}
    seen: list[str] = []
    after: tuple[str, ...] | None = None
    with database.reading() as session:
        while page := register.page(session, Resource, {"provider": "a", "tier": "base"}, 100, after):
            seen += [one.id for one in page]
            after = page[-1].identity
    assert seen == [one.id for one in records if one.provider == "a"]


def test_authorities_and_providers_are_known(database: Database, register: Register) -> None:
    centre = Subject(type="organization", id="centre", roles={"xiangyang_2012": ["data_center", "provider"]})
    put(database, register, centre)
    put(database, register, Resource(type="data_resource", id="r", provider="centre"))
    with database.reading() as session:
        assert register.roles_of(session, "centre", "xiangyang_2012") == ("data_center", "provider")
        assert register.roles_of(session, "centre", "dazhou") == ()
        assert register.provider_of(session, "data_resource", "r") == "centre"
        assert register.provider_of(session, "data_resource", "unknown") is None


def test_records_are_kept_in_one_spelling(knowledge: Knowledge) -> None:
    body = {
        "name": "人口库",
        "properties": {"sharing_class": "有条件共享类", "provider": "police", "regulation": "xiangyang_2012"},
    }
    record = reading.resource(("data_resource", "r"), body, knowledge.vocabulary)
    assert record.properties["sharing_class"] == "conditional"
    assert (record.provider, record.regulation) == ("police", "xiangyang_2012")
    fields = {"act": "access", "by": "data_center", "subject": "s", "resource": "r", "at": "2026-11-01T08:00:00+08:00"}
    approval = reading.approval("a1", fields, knowledge.vocabulary)
    assert (approval.subject, approval.resource) == ("s", "r")
    assert approval.fields == {"act": "access", "by": "data_center", "at": "2026-11-01T00:00:00.000000Z"}
    assert isinstance(approval, Approval)


def test_what_the_vocabulary_does_not_know_is_refused_by_its_path(knowledge: Knowledge) -> None:
    body = {"properties": {"kind": "kingdom", "colour": "red"}, "roles": {"dazhou": ["king"], "x": []}, "nonsense": 1}
    with pytest.raises(RequestError) as refused:
        reading.subject(("organization", "a\nb"), body, knowledge.vocabulary, knowledge.regulations)
    assert {bad.path for bad in refused.value.problems} == {
        *("properties.kind", "properties.colour", "roles.dazhou", "roles.x", "nonsense", "id"),
    }
    with pytest.raises(RequestError) as refused:
        reading.agreement("g", {"kind": "confidentiality", "expires": "soon"}, knowledge.vocabulary)
    assert {bad.path for bad in refused.value.problems} == {"with", "subject", "resource", "expires"}

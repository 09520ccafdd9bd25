"""Acts and the register: what an act says of a resource or an application is there for the next decision."""

from __future__ import annotations

import pytest

from luling.procedure.law import ProcedureLaw
from luling.procedure.recorded import RecordedRegistry
from luling.procedure.registry import ToldApplication
from luling.register.store import Register
from luling.register.tables import Application, Resource, Subject
from luling.request.errors import RequestError
from luling.storage.database import Database

DATA = ("data_resource", "d")


@pytest.fixture
def registry(law: ProcedureLaw) -> RecordedRegistry:
    return RecordedRegistry(Register(), lambda: law.knowledge.vocabulary)


def told(case: str = "case", *, own: bool = True, action: str = "obtain", **said: object) -> ToldApplication:
    return ToldApplication(case, own, action, "unit", "d", said)


def test_a_recorded_resource_is_changed_and_one_that_is_not_stays_unknown(
    database: Database, registry: RecordedRegistry
) -> None:
    known = Resource(
        type="data_resource", id="d", name="数据", provider="p", properties={"provider": "p"}, entry={"x": 1}
    )
    with database.session() as session:
        registry.change_resource(session, DATA, {"catalogued": True}, "clerk")
        assert Register().get(session, Resource, DATA) is None
        Register().put(session, known, "test")
        registry.change_resource(session, DATA, {"catalogued": True}, "clerk")
    with database.reading() as session:
        first, now = Register().history(session, Resource, DATA)
    assert (first.properties, first.superseded_by) == ({"provider": "p"}, "clerk")
    assert (now.properties, now.name, now.provider, now.entry, now.recorded_by) == (
        {"provider": "p", "catalogued": True},
        "数据",
        "p",
        {"x": 1},
        "clerk",
    )


def test_what_is_told_of_an_application_adds_to_what_was_told(database: Database, registry: RecordedRegistry) -> None:
    with database.session() as session:
        registry.tell_application(session, told(filed=True, refused_by_provider=False), "clerk")
        registry.tell_application(session, told(refused_by_provider=True, refusal_reasons="理由"), "clerk")
        with pytest.raises(RequestError, match="weather"):
            registry.tell_application(session, told(weather="晴"), "clerk")
    with database.reading() as session:
        before, after = Register().history(session, Application, ("case",))
    assert before.told == {"action": "obtain", "application": {"filed": True, "refused_by_provider": False}}
    assert after.told["application"] == {"filed": True, "refused_by_provider": True, "refusal_reasons": "理由"}
    assert (after.subject, after.resource) == ("unit", "d")


def test_a_case_about_an_application_tells_of_the_one_opened_last(
    database: Database, registry: RecordedRegistry
) -> None:
    with database.session() as session:
        for case, action in (("1", "obtain"), ("2", "obtain"), ("3", "use")):
            registry.tell_application(session, told(case, action=action, filed=True), "clerk")
        registry.tell_application(session, told("4", own=False, refused_by_provider=True), "clerk")
    with database.reading() as session:
        said = {case: Register().get(session, Application, (case,)) for case in ("1", "2", "3", "4")}
    assert {case: one.told["application"] if one else None for case, one in said.items()} == {
        "1": {"filed": True},
        "2": {"filed": True, "refused_by_provider": True},
        "3": {"filed": True},
        "4": None,
    }


def test_a_case_about_an_application_that_is_not_known_tells_of_itself(
    database: Database, registry: RecordedRegistry
) -> None:
    with database.session() as session:
        registry.tell_application(session, told("4", own=False, refused_by_provider=True), "clerk")
        registry.tell_application(session, told("4", own=False, refusal_reasons="理由"), "clerk")
    with database.reading() as session:
        found = Register().get(session, Application, ("4",))
    assert found is not None
    assert found.told["application"] == {"refused_by_provider": True, "refusal_reasons": "理由"}


def test_of_an_organisation_the_register_alone_tells(database: Database, registry: RecordedRegistry) -> None:
    with database.session() as session:
        assert registry.properties_of(session, "office") == {}
        Register().put(session, Subject(type="organization", id="office", properties={"level": "county"}), "test")
        assert registry.properties_of(session, "office") == {"level": "county"}

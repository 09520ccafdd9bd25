"""The register's facts in a decision: they win, contradictions are told, and some callers are held to them alone."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy.event import listen

from luling.decision.enrichment import Enrichment
from luling.decision.point import DecisionPoint
from luling.register import reading
from luling.register.book import Book
from luling.register.facts import RegisterFacts
from luling.request.caller import LOCAL, Caller, OutsideDomainError
from luling.request.errors import RequestError
from luling.request.normalisation import utc_text
from luling.settings import Settings
from luling.storage.database import StorageError

pytestmark = pytest.mark.anyio
BOUND = Caller("platform", may_assert=False)
HOUSING = {"kind": "administrative_organ", "jurisdiction": "420600"}
RESOURCE = {"regulation": "xiangyang_2012", "provider": "police", "sharing_class": "conditional"}
APPROVAL = {"act": "access", "by": "data_center"}
AGREEMENT = {"kind": "use_and_protection", "with": "data_center"}
TIME = "2026-11-23T09:00:00+08:00"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def book(database_url: str) -> Iterator[Book]:
    with Book(database_url, staleness=0, migrate=True) as book:
        yield book


@pytest.fixture(scope="module")
async def bare() -> AsyncIterator[DecisionPoint]:
    """A decision point without a register. Loading the policies takes longer than all decisions here."""
    async with DecisionPoint(Settings(watch=False)) as point:
        yield point


@pytest.fixture
async def point(book: Book, bare: DecisionPoint, monkeypatch: pytest.MonkeyPatch) -> DecisionPoint:
    monkeypatch.setattr(bare, "_enrichment", Enrichment(book.facts))
    return bare


def request(**context: Any) -> dict[str, Any]:
    return {
        "subject": {"type": "organization", "id": "housing"},
        "action": {"name": "obtain", "properties": {"channel": "platform"}},
        "resource": {"type": "data_resource", "id": "population"},
        "context": {"purpose": {"within_duties": True}, **context},
    }


def record(book: Book, point: DecisionPoint, **records: dict[str, Any]) -> None:
    """Records what the parties are, and grants between them."""
    words, law = point.knowledge.vocabulary, point.knowledge.regulations
    parties = {"subject": "housing", "resource": "population"}
    with book.database.session() as session:
        for kind, body in records.items():
            match kind:
                case "subject" | "provider":
                    name = "housing" if kind == "subject" else "police"
                    book.register.put(
                        session, reading.subject(("organization", name), {"properties": body}, words, law), "tester"
                    )
                case "resource":
                    identity = ("data_resource", "population")
                    book.register.put(session, reading.resource(identity, {"properties": body}, words), "tester")
                case "agreement":
                    book.register.put(session, reading.agreement("g", body | parties, words), "tester")
                case "approval":
                    book.register.put(session, reading.approval("a", body | parties, words), "tester")
                case _:
                    # An application, under the id of its case.
                    told = reading.application(kind, ("housing", "population"), "obtain", body, words)
                    book.register.put(session, told, "tester")


def everything(book: Book, point: DecisionPoint) -> None:
    record(book, point, subject=HOUSING, provider={"jurisdiction": "420600"}, resource=RESOURCE)
    record(book, point, agreement=AGREEMENT, approval=APPROVAL)


async def decide(point: DecisionPoint, asked: dict[str, Any], caller: Caller = LOCAL) -> dict[str, Any]:
    before = copy.deepcopy(asked)
    context: dict[str, Any] = (await point.decide(asked, caller))["context"]
    assert asked == before
    return context


async def test_a_request_of_ids_alone_is_decided_by_the_register(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    for caller in (LOCAL, BOUND):
        context = await decide(point, request(), caller)
        assert (context["effect"], context["conflicts"]) == ("permit", [])


async def test_the_register_wins_and_contradictions_are_told(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    asked = request(approvals=[APPROVAL | {"outcome": "refused"}])
    asked["resource"]["properties"] = {"sharing_class": "无条件共享类", "provider": "police"}
    context = await decide(point, asked)
    assert context["effect"] == "permit"
    assert context["conflicts"] == [
        {"path": "resource.properties.sharing_class", "asserted": "无条件共享类", "recorded": "conditional"},
        {"path": "context.approvals[0]", "asserted": APPROVAL | {"outcome": "refused"}, "recorded": APPROVAL},
    ]


async def test_another_word_for_the_same_is_no_contradiction(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    record(book, point, resource=RESOURCE | {"sensitivity": ["trade_secret", "personal_privacy"]})
    asked = request(approvals=[APPROVAL | {"outcome": "approved", "subject": "housing"}], agreements=[AGREEMENT])
    asked["resource"]["properties"] = {
        "sharing_class": "有条件共享类",
        "sensitivity": ["personal_privacy", "trade_secret"],
    }
    assert (await decide(point, asked))["conflicts"] == []


async def test_a_withdrawn_approval_is_not_brought_back_by_stating_it(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    with book.database.session() as session:
        approval = book.register.page(session, reading.Approval, {}, 1)[0]
        book.register.end(session, approval, "tester", "撤回", expected=1)
    context = await decide(point, request(approvals=[APPROVAL]))
    assert context["effect"] == "refer"
    assert context["conflicts"] == [{"path": "context.approvals[0]", "asserted": APPROVAL, "recorded": None}]


async def test_an_expired_approval_does_not_count(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    record(book, point, approval=APPROVAL | {"expires": "2027-01-01T00:00:00+08:00"})
    assert (await decide(point, request()))["effect"] == "permit"
    assert (await decide(point, request(time="2027-01-01T00:00:01+08:00")))["effect"] == "refer"


async def test_an_approval_for_somebody_else_is_left_to_the_policies(book: Book, point: DecisionPoint) -> None:
    record(book, point, subject=HOUSING, provider={"jurisdiction": "420600"}, resource=RESOURCE, agreement=AGREEMENT)
    context = await decide(point, request(approvals=[APPROVAL | {"subject": "taxes"}]))
    assert (context["effect"], context["conflicts"]) == ("refer", [])


async def test_what_the_register_does_not_know_may_be_stated(book: Book, point: DecisionPoint) -> None:
    record(book, point, resource=RESOURCE)
    asked = request(approvals=[APPROVAL], agreements=[AGREEMENT])
    asked["subject"]["properties"] = HOUSING
    asked["resource"]["properties"] = {"jurisdiction": "420600"}
    context = await decide(point, asked)
    assert (context["effect"], context["conflicts"]) == ("permit", [])


async def test_a_caller_who_may_not_state_facts_is_held_to_the_register(book: Book, point: DecisionPoint) -> None:
    asked = request(approvals=[APPROVAL], agreements=[AGREEMENT])
    asked["subject"]["properties"] = HOUSING
    asked["resource"]["properties"] = RESOURCE | {"jurisdiction": "420600"}
    assert (await decide(point, asked))["effect"] == "permit"
    context = await decide(point, asked, BOUND)
    assert context["effect"] != "permit"
    assert {one["path"] for one in context["conflicts"]} == {
        *(f"subject.properties.{name}" for name in HOUSING),
        *(f"resource.properties.{name}" for name in (*RESOURCE, "jurisdiction")),
        *("context.approvals[0]", "context.agreements[0]"),
    }
    assert {one["recorded"] for one in context["conflicts"]} == {None}
    everything(book, point)
    assert (await decide(point, asked, BOUND))["effect"] == "permit"


async def test_what_such_a_caller_may_state_still_counts(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    asked = request(purpose={"within_duties": False})
    context = await decide(point, asked, BOUND)
    assert (context["effect"], context["conflicts"]) == ("deny", [])


async def test_a_basis_is_filled_in_field_by_field(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    record(book, point, resource=RESOURCE | {"legal_basis": {"level": "law"}})
    asked = request()
    asked["resource"]["properties"] = {"legal_basis": {"level": "policy", "citation": "某文件"}}
    path = "resource.properties.legal_basis"
    level = {"path": f"{path}.level", "asserted": "policy", "recorded": "law"}
    assert (await decide(point, asked))["conflicts"] == [level]
    citation = {"path": f"{path}.citation", "asserted": "某文件", "recorded": None}
    assert (await decide(point, asked, BOUND))["conflicts"] == [level, citation]


async def test_the_past_is_decided_by_the_register_as_it_was(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    before = request(time="2020-01-01T00:00:00Z")
    assert (await decide(point, before))["effect"] != "permit"
    assert (await decide(point, before, BOUND))["effect"] != "permit"


async def test_a_bad_statement_is_refused_although_the_register_knows_better(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    asked = request(approvals=[{"act": "access", "by": "king"}])
    asked["resource"]["properties"] = {"sharing_class": "secret"}
    for caller in (LOCAL, BOUND):
        with pytest.raises(RequestError) as refused:
            await point.decide(asked, caller)
        assert {bad.path for bad in refused.value.problems} >= {"resource.properties.sharing_class"}


NO_PARTS: tuple[Any, ...] = (None, [], "x", {}, {"type": 1, "id": []}, {"type": "a", "id": "b", "properties": 3})


async def test_what_is_no_request_is_refused_as_without_a_register(book: Book, bare: DecisionPoint) -> None:
    malformed = [request() | {part: value} for part in ("subject", "resource", "context") for value in NO_PARTS]
    malformed += [request(approvals=3), request(approvals=[3]), request(agreements={}), request(time=1), None, []]
    expected = [await _outcome(bare, asked) for asked in malformed]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare, "_enrichment", Enrichment(book.facts))
        assert [await _outcome(bare, asked) for asked in malformed] == expected


async def _outcome(point: DecisionPoint, asked: Any) -> Any:
    try:
        return (await point.decide(asked))["context"]["effect"]
    except RequestError as error:
        return str(error)


async def test_a_register_that_does_not_answer_is_no_empty_register(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    with book.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE register_approval RENAME TO gone")
    with pytest.raises(StorageError):
        await point.decide(request())


async def test_known_facts_are_filled_in_without_waiting(book: Book, point: DecisionPoint) -> None:
    everything(book, point)
    enrichment = Enrichment(book.facts)
    words = point.knowledge.vocabulary
    waited = await enrichment.enrich(request(), words, LOCAL)
    if book.database.sqlite:
        assert enrichment.remembered(request(), words, LOCAL) == waited
    assert waited.request["resource"]["properties"]["jurisdiction"] == "420600"


FILED = {"filed": True, "received": "2026-11-20T01:00:00Z", "content": "人口信息", "refused_by_provider": False}


async def test_how_an_application_stands_is_the_registers_to_say(book: Book, point: DecisionPoint) -> None:
    record(book, point, subject=HOUSING, provider={"jurisdiction": "420600"}, resource=RESOURCE, agreement=AGREEMENT)
    refused = request(application={"refused_by_provider": True, "refusal_reasons": "用途不明"})
    assert "provider_refused" in {one["code"] for one in (await decide(point, refused, BOUND))["reasons"]}
    record(book, point, case_1=FILED)
    for caller, dropped in ((LOCAL, []), (BOUND, ["refusal_reasons"])):
        context = await decide(point, refused, caller)
        assert "provider_refused" not in {one["code"] for one in context["reasons"]}
        denied = {"path": "context.application.refused_by_provider", "asserted": True, "recorded": False}
        told = [{"path": f"context.application.{name}", "asserted": "用途不明", "recorded": None} for name in dropped]
        assert context["conflicts"] == [denied, *told]
    record(book, point, case_1=FILED | {"refused_by_provider": True, "refusal_reasons": "用途不明"})
    context = await decide(point, request(application={"filed": True}), BOUND)
    assert "provider_refused" in {one["code"] for one in context["reasons"]}
    assert context["conflicts"] == []


async def test_the_application_that_was_opened_last_counts_and_only_for_what_it_asks(
    book: Book, point: DecisionPoint
) -> None:
    record(book, point, subject=HOUSING, provider={"jurisdiction": "420600"}, resource=RESOURCE, agreement=AGREEMENT)
    record(book, point, case_1=FILED | {"refused_by_provider": True})
    before = utc_text(dt.datetime.now(dt.UTC))
    record(book, point, case_2=FILED)
    record(book, point, case_1=FILED | {"refused_by_provider": True, "refusal_reasons": "仍不同意"})

    async def refused(**context: Any) -> bool:
        return "provider_refused" in {one["code"] for one in (await decide(point, request(**context)))["reasons"]}

    assert not await refused()
    assert await refused(time=before)
    other = request() | {"action": {"name": "publish"}}
    assert (await decide(point, other | {"context": {"application": {"refused_by_provider": True}}}))["conflicts"] == []


async def test_a_past_decision_sees_the_application_as_it_stood(book: Book, point: DecisionPoint) -> None:
    record(book, point, subject=HOUSING, provider={"jurisdiction": "420600"}, resource=RESOURCE, agreement=AGREEMENT)
    record(book, point, case_1=FILED)
    then = utc_text(dt.datetime.now(dt.UTC))
    record(book, point, case_1=FILED | {"refused_by_provider": True})
    for time, expected in (
        (then, False),
        (utc_text(dt.datetime.now(dt.UTC)), True),
        (TIME[:4] + "-01-01T00:00:00Z", False),
    ):
        codes = {one["code"] for one in (await decide(point, request(time=time)))["reasons"]}
        assert ("provider_refused" in codes) is expected, time


async def test_a_bad_statement_about_an_application_is_refused_as_such(book: Book, point: DecisionPoint) -> None:
    record(book, point, case_1=FILED)
    for bad, path in (({"filed": "yes"}, "context.application.filed"), ("yes", "context.application")):
        with pytest.raises(RequestError, match=path):
            await decide(point, request(application=bad))


async def test_who_has_roles_elsewhere_learns_nothing_of_a_resource_by_contradicting_it(
    book: Book, point: DecisionPoint
) -> None:
    record(book, point, resource=RESOURCE | {"jurisdiction": "420600"})
    asked = request()
    asked["subject"]["properties"] = HOUSING | {"jurisdiction": "511700"}
    asked["resource"]["properties"] = {"sharing_class": "excluded"}
    outsider = Caller("outsider", regulations=frozenset({"dazhou"}))
    context = await decide(point, asked, outsider)
    assert (context["effect"], context["conflicts"]) == ("not_applicable", [])
    assert [one["recorded"] for one in (await decide(point, asked))["conflicts"]] == ["conditional"]
    asked["subject"]["properties"] = HOUSING
    with pytest.raises(OutsideDomainError):
        await decide(point, asked, outsider)


async def test_what_a_batch_needs_of_the_register_is_read_at_once(book: Book, point: DecisionPoint) -> None:
    record(book, point, subject=HOUSING)
    names, words = [f"population-{number}" for number in range(40)], point.knowledge.vocabulary
    with book.database.session() as session:
        for name in names:
            read = reading.resource(("data_resource", name), {"properties": RESOURCE}, words)
            book.register.put(session, read, "tester")
    facts = RegisterFacts(book.database, book.register, staleness=60.0).open()
    point._enrichment = Enrichment(facts)
    statements: list[str] = []
    listen(book.database.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))

    async def reads(about: list[str]) -> int:
        statements.clear()
        items = [request() | {"resource": {"type": "data_resource", "id": name}} for name in about]
        answers = await point.answer_all({"evaluations": [None, *items]}, 100)
        assert isinstance(answers, list)
        assert [answer.effect for answer in answers] == ["error"] + ["refer"] * len(about)
        return sum("register_resource" in one for one in statements)

    assert await reads(names[:2]) == 1
    assert await reads(names) == 1
    assert await reads(names) == 0
    facts.close()

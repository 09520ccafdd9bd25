"""Cases: history, idempotency, versions, inputs, deadlines and approvals, on both databases."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import threading
from typing import Any

import pytest

from luling.policy.data import read_competence
from luling.procedure.clock import Standing
from luling.procedure.deadlines import Deadlines
from luling.procedure.errors import (
    ChangedError,
    KeyUsedError,
    NotActingError,
    NotCompetentError,
    NotPossibleError,
    UnknownCaseError,
)
from luling.procedure.law import Named, ProcedureLaw
from luling.request.caller import Caller
from luling.request.errors import RequestError
from luling.storage.database import Database
from tests.engines import POLICIES
from tests.procedure.conftest import APPLICANT, HOLDER, NOW, Office, organization, request


@pytest.fixture
def named(law: ProcedureLaw) -> Named:
    """A procedure with a deadline in days, an answer of the provider, and a way on after a refusal."""
    return law.named("liaoning_2019", "conditional_access")


def test_a_case_tells_who_did_what_when_by_which_article_and_what_is_next(office: Office, named: Named) -> None:
    opened = office.open(named).answer
    assert opened["state"]["id"] == "requested"
    assert [(one["act"], one["competent"][0]["role"]) for one in opened["possible"]] == [
        ("agree", "provider"),
        ("refuse", "provider"),
    ]
    (deadline,) = opened["deadlines"]
    assert (deadline["norm"], deadline["days"], deadline["due"]) == ("access_reply", 5, "2026-11-30")
    assert deadline["bearer"]["organization"] == HOLDER
    refused = office.act(opened["id"], "refuse", HOLDER, inputs={"reasons": "用途不明确"}).answer
    first, second = refused["acts"]
    assert first["by"] == {
        "caller": APPLICANT,
        "organization": APPLICANT,
        "role": "consumer",
        "competence": "liaoning_2019/art_17__para_2",
    }
    assert (second["number"], second["inputs"], second["from"], second["to"]) == (
        2,
        {"reasons": "用途不明确"},
        "requested",
        "refused",
    )
    assert second["at"] == "2026-11-23T01:00:00.000000Z"
    assert refused["deadlines"][0]["ended_on"] == "2026-11-23"
    assert refused["version"] == 2
    assert office.cases.show(office.law, opened["id"], office.cases.about(opened["id"]).asked, NOW) == refused


def test_an_approval_is_left_behind_and_says_whose_it_is(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    office.act(case, "agree", HOLDER, inputs={"terms_of_use": "仅用于核验", "expires": "2027-01-01T00:00:00+08:00"})
    ((approval, caller),) = office.registry.approvals
    assert (approval.act, approval.outcome, approval.by) == ("access", "approved", "provider")
    assert (approval.subject_id, approval.resource_id, approval.reference) == (APPLICANT, "data-1", case)
    assert (approval.expires, caller) == ("2026-12-31T16:00:00.000000Z", HOLDER)


def test_each_act_says_how_the_application_stands(office: Office, named: Named) -> None:
    case = office.open(named, inputs={"content": "法人信息", "use": "核验"}).answer["id"]
    office.act(case, "refuse", HOLDER, inputs={"reasons": "用途不明确"})
    office.act(case, "dispute", APPLICANT, inputs={"reasons": "确有必要"})
    office.act(case, "coordinate", organization(named, "management_department"), inputs={"result": "已协调"})
    told = office.registry.applications
    assert {(one.id, one.action, one.subject_id, one.resource_id) for one in told} == {
        (case, "obtain", APPLICANT, "data-1")
    }
    assert [dict(one.told) for one in told] == [
        {
            "filed": True,
            "received": "2026-11-23T01:00:00.000000Z",
            "content": "法人信息",
            "use": "核验",
            "refused_by_provider": False,
            "disputed": False,
        },
        {"refused_by_provider": True, "refusal_reasons": "用途不明确"},
        {"disputed": True},
    ]


def test_an_input_that_is_not_stated_is_not_told(office: Office, law: ProcedureLaw) -> None:
    named = law.named("dazhou", "conditional_access")
    case = office.open(named).answer["id"]
    office.act(case, "refuse", HOLDER, inputs={"reasons": " "})
    assert office.registry.applications[-1].told == {"refused_by_provider": True}


def test_an_approval_with_an_end_that_is_no_instant_is_refused(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    with pytest.raises(RequestError, match=r"inputs\.expires"):
        office.act(case, "agree", HOLDER, inputs={"terms_of_use": "仅用于核验", "expires": "2027"})
    assert office.registry.approvals == []


def test_an_act_that_does_not_state_what_it_must_is_not_done(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    for inputs in ({}, {"reasons": " "}):
        with pytest.raises(RequestError, match=r"inputs\.reasons"):
            office.act(case, "refuse", HOLDER, inputs=inputs)
    assert office.cases.about(case).version == 1


def test_an_act_out_of_turn_is_told_what_is_possible(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    with pytest.raises(NotPossibleError) as refused:
        office.act(case, "coordinate", organization(named, "management_department"))
    assert refused.value.possible == ("agree", "refuse")
    office.act(case, "agree", HOLDER)
    with pytest.raises(NotPossibleError) as closed:
        office.act(case, "agree", HOLDER)
    assert closed.value.possible == ()


def test_the_same_key_is_the_same_act_and_another_body_is_refused(office: Office, named: Named) -> None:
    first, again = (office.open(named, key="k1") for _ in range(2))
    assert (first.again, again.again) == (False, True)
    assert again.answer == first.answer
    case = first.answer["id"]
    done, repeated = (office.act(case, "refuse", HOLDER, key="k2") for _ in range(2))
    assert repeated.answer == done.answer
    assert office.cases.about(case).version == 2
    with pytest.raises(KeyUsedError):
        office.act(case, "refuse", HOLDER, key="k2", inputs={"reasons": "另一理由"})
    # A key belongs to its caller.
    assert office.act(case, "dispute", APPLICANT, key="k2").answer["state"]["id"] == "disputed"


def test_a_stale_version_is_refused(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    office.act(case, "refuse", HOLDER, version=1)
    with pytest.raises(ChangedError) as changed:
        office.act(case, "dispute", APPLICANT, version=1)
    assert changed.value.version == 2


def test_whoever_acts_for_nobody_or_for_another_does_not_act(office: Office, named: Named) -> None:
    with pytest.raises(NotActingError):
        office.open(named, caller=Caller("nobody", may_assert=False))
    with pytest.raises(NotActingError):
        office.open(named, caller=Caller("other", "other-unit"), organization=APPLICANT)
    with pytest.raises(NotCompetentError):
        office.open(named, caller=Caller("other", "other-unit"))
    platform = Caller("platform")
    assert office.open(named, caller=platform).answer["acts"][0]["by"]["organization"] == APPLICANT


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"regulation": None}, "regulation"),
        ({"regulation": "nowhere"}, "regulation"),
        ({"procedure": "no_such"}, "procedure"),
        ({"subject": {"id": "x"}}, "subject.type"),
        ({"resource": {"type": "data_resource", "id": "d", "properties": {"sharing_class": "无"}}}, "sharing_class"),
        ({"resource": {"type": "data_resource", "id": "d"}}, "resource.properties.sharing_class"),
        ({"inputs": {"content": 1}}, "inputs.content"),
        ({"act": "agree "}, "act"),
    ],
)
def test_a_bad_opening_names_its_field(office: Office, named: Named, change: dict[str, Any], path: str) -> None:
    with pytest.raises(RequestError) as refused:
        office.open(named, **change)
    assert path in str(refused.value)


def test_there_is_no_such_case(office: Office) -> None:
    with pytest.raises(UnknownCaseError):
        office.cases.about("nothing")


def test_a_procedure_is_chosen_by_the_facts(office: Office, law: ProcedureLaw) -> None:
    for name in ("conditional_access", "special_access"):
        wanted = law.named("xiangyang_2012", name)
        assert office.open(wanted, procedure=None).answer["procedure"]["id"] == name


def test_cases_are_listed_in_pages(office: Office, named: Named) -> None:
    ids = [office.open(named).answer["id"] for _ in range(3)]
    pages = [
        office.cases.find(office.law, ["application"], filters={"regulation": named.regulation}, after=after, most=2)
        for after in ("", ids[1])
    ]
    assert [[one["id"] for one in page] for page in pages] == [ids[:2], ids[2:]]
    assert office.cases.find(office.law, ["complaint"], filters={}, after="", most=9) == []


def _standing(office: Office, at: dt.datetime, **options: Any) -> list[tuple[str, str]]:
    asked = {"filters": {}, "state": None, "after": "", "most": 10} | options
    rows, _ = Deadlines(office.database, 2).at(office.law, at, **asked)
    return [(row["norm"], row["state"]) for row in rows]


def test_a_deadline_runs_is_warned_of_and_is_missed(office: Office, named: Named) -> None:
    office.open(named)
    day = dt.timedelta(days=1)
    assert _standing(office, NOW - day) == []
    # Due on Monday 2026-11-30; two working days before that is Thursday.
    expected = {0: "running", 2: "running", 3: "warned", 7: "warned", 8: "missed"}
    assert {days: _standing(office, NOW + days * day)[0][1] for days in expected} == expected
    assert _standing(office, NOW + 8 * day, state=Standing.running) == []
    assert len(_standing(office, NOW, filters={"bearer": HOLDER})) == 1
    assert len(_standing(office, NOW, filters={"bearer": "provider"})) == 1
    assert _standing(office, NOW, filters={"bearer": "consumer"}) == []


def test_a_deadline_is_met_in_time_and_missed_by_a_late_act(office: Office, named: Named) -> None:
    punctual, late = (office.open(named).answer["id"] for _ in range(2))
    day = dt.timedelta(days=1)
    office.now = NOW + 7 * day
    office.act(punctual, "agree", HOLDER)
    office.now = NOW + 8 * day
    office.act(late, "agree", HOLDER)
    assert [state for _, state in _standing(office, NOW + 9 * day)] == ["met", "missed"]
    # As it stood before the acts.
    assert [state for _, state in _standing(office, NOW + day)] == ["running", "running"]
    missed = Deadlines(office.database, 2).missed(NOW + 9 * day)
    assert [case.id for _, case in missed] == [late]


def test_two_at_once_and_exactly_one_succeeds(office: Office, named: Named) -> None:
    for _ in range(5):
        case = office.open(named).answer["id"]
        outcomes: list[str] = []
        start = threading.Barrier(4)

        def act(name: str, case: str = case, outcomes: list[str] = outcomes, start: threading.Barrier = start) -> None:
            start.wait()
            try:
                office.act(case, name, HOLDER)
                outcomes.append("done")
            except (ChangedError, NotPossibleError):
                outcomes.append("refused")

        threads = [threading.Thread(target=act, args=(name,)) for name in ("agree", "refuse", "agree", "refuse")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["done", "refused", "refused", "refused"]
        assert office.cases.about(case).version == 2
        assert len(office.registry.approvals) == 1
        office.registry.approvals.clear()


def test_the_same_key_at_once_is_one_act(office: Office, named: Named) -> None:
    answers: list[Any] = []
    start = threading.Barrier(4)

    def open_() -> None:
        start.wait()
        answers.append(office.open(named, key="once").answer)

    threads = [threading.Thread(target=open_) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len({answer["id"] for answer in answers}) == 1


def _act_elsewhere(url: str, case: str, name: str, start: Any, outcomes: Any) -> None:
    from luling.decision.knowledge import Knowledge
    from luling.policy.sources import PolicySource
    from tests.engines import RULES

    law = ProcedureLaw(PolicySource(RULES, POLICIES).read(), Knowledge.read(RULES))
    with Database(url) as database:
        office = Office(law, database)
        start.wait(timeout=60)
        try:
            office.act(case, name, HOLDER)
            outcomes.put("done")
        except (ChangedError, NotPossibleError):
            outcomes.put("refused")


def test_two_processes_at_once_and_exactly_one_succeeds(law: ProcedureLaw, named: Named, postgres: Any) -> None:
    database_url = postgres.create()
    with Database(database_url) as database:
        database.migrate()
        _race(Office(law, database), named, database_url)


def _race(office: Office, named: Named, database_url: str) -> None:
    case = office.open(named).answer["id"]
    context = multiprocessing.get_context("spawn")
    start, outcomes = context.Barrier(2), context.Queue()
    processes = [
        context.Process(target=_act_elsewhere, args=(database_url, case, name, start, outcomes))
        for name in ("agree", "refuse")
    ]
    for process in processes:
        process.start()
    found = sorted(outcomes.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()
    assert found == ["done", "refused"]
    assert office.cases.about(case).version == 2


def test_who_acts_in_a_case_of_the_competence_table_is_its_matter(named: Named) -> None:
    rows = read_competence(POLICIES / "casbin" / "competence.csv")
    acts = {row["act"] for row in rows if row["regulation"] == named.regulation}
    assert {act.by for act in named.procedure.acts.values()} <= acts


def test_the_request_of_a_case_is_kept_as_it_was(office: Office, named: Named) -> None:
    case = office.open(named).answer["id"]
    asked = office.cases.about(case).asked
    assert {name: asked[name] for name in ("subject", "resource")} == {
        name: request(named)[name] for name in ("subject", "resource")
    }

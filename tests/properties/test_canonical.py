"""What is answered from memory is what the engine would answer (design, decision 6), over generated requests.

Identifiers collide with each other and with words of the law, times lie on its boundaries and on each other, approvals
have expired or are given for others, terms stand beside codes, and there are properties that nobody knows.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luling.decision.answer import Prepared, prepare
from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.policy.reduction import landmarks
from luling.policy.sources import read_policy_set
from luling.request.canonical import CanonicalForm
from luling.request.errors import RequestError
from luling.request.normalisation import normalise, utc_text
from luling.settings import Settings
from tests.platforms import Platforms
from tests.properties.requests import OTHER, RESOURCE, SUBJECT, partial_requests

SETTINGS = Settings()
KNOWLEDGE = Knowledge.read(SETTINGS.rules)
REGULATIONS = sorted(KNOWLEDGE.regulations)
LANDMARKS = landmarks(read_policy_set(SETTINGS.rules, SETTINGS.policies), KNOWLEDGE.vocabulary, SETTINGS.entrypoint)
FORM = CanonicalForm(KNOWLEDGE.vocabulary, LANDMARKS)
NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
_MANY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

Ask = Callable[[dict[str, Any]], Prepared]
_NAMES = [SUBJECT, OTHER, RESOURCE, "id_number", "region", "provider", "420600", "", "…1", utc_text(NOW)]
_SHIFTS = [dt.timedelta(0), dt.timedelta(microseconds=1), dt.timedelta(microseconds=-1), dt.timedelta(days=400)]
_TIMES = sorted({utc_text(moment + shift) for moment in (*LANDMARKS.instants, NOW) for shift in _SHIFTS})
_PLACES = ["420600", "420602", "420602001", "420000", "110000", "360500", "360502", "210283", "511700", "somewhere"]
_TERMS = [term for law in KNOWLEDGE.regulations.values() for one in law.classes.values() for term in one.terms]


@st.composite
def requests(draw: st.DrawFn, regulation: str) -> dict[str, Any]:
    """A request in which whatever the canonical form renames takes values that are near each other."""
    request, _ = draw(partial_requests(KNOWLEDGE, regulation, most=6))
    names, times = st.sampled_from(_NAMES), st.sampled_from(_TIMES)
    subject, resource, context = request["subject"], request["resource"], request["context"]
    subject["id"], resource["id"], subject["type"] = draw(names), draw(names), draw(names)
    context["time"] = draw(times)
    _draw_identifiers(draw, request)
    for act in _acts(request):
        for name, values in (("at", times), ("expires", times), ("subject", names), ("resource", names)):
            if draw(st.integers(0, 2)) == 0:
                act[name] = draw(values)
    if "application" in context and draw(st.booleans()):
        context["application"]["received"] = draw(times)
    if draw(st.booleans()):
        resource["properties"]["sharing_class"] = draw(st.sampled_from(_TERMS))
    if draw(st.integers(0, 2)) == 0:
        subject["properties"]["jurisdiction"] = draw(st.sampled_from(_PLACES))
        resource["properties"]["jurisdiction"] = draw(st.sampled_from(_PLACES))
    if draw(st.integers(0, 2)) == 0:
        resource["properties"].pop("regulation", None)
    if draw(st.booleans()):
        del context["time"]
        context["unheard_of"] = {"deep": [1, None, {"x": "y"}]}
        subject["properties"]["purpose"] = 7
    return request


def _draw_identifiers(draw: st.DrawFn, request: dict[str, Any]) -> None:
    names, resource, context = st.sampled_from(_NAMES), request["resource"], request["context"]
    for holder, name in (
        (resource["properties"], "provider"),
        (context.setdefault("purpose", {}), "stated_use"),
    ):
        holder[name] = draw(names)
    for holder, name in (
        (resource["properties"], "designated_recipients"),
        (resource["properties"], "conditions"),
        (context, "conditions_met"),
        (context, "collected_fields"),
    ):
        if draw(st.booleans()):
            holder[name] = draw(st.lists(names, max_size=4))
    for agreement in context.get("agreements", ()):
        agreement["purposes"] = draw(st.lists(names, max_size=2))


def _acts(request: dict[str, Any]) -> list[dict[str, Any]]:
    return [*request["context"].get("approvals", ()), *request["context"].get("agreements", ())]


def _shape(value: Any) -> Any:
    """What there is, without the texts and numbers that the canonical form may change."""
    if isinstance(value, dict):
        return {name: _shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shape(part) for part in value]
    return value if isinstance(value, bool) else type(value)


@pytest.fixture(scope="module")
def ask(platforms: Platforms) -> Ask:
    """What the embedded engine says of a request, without any memory."""
    client = platforms("regorus")
    point: DecisionPoint = client.app.state.point  # type: ignore[attr-defined]
    assert client.portal is not None
    call = client.portal.call

    def said(document: dict[str, Any]) -> Prepared:
        answered = call(point.store.evaluate, point.store.current, document)
        return prepare(answered, point.knowledge, policy_revision="r", engine="e")

    return said


@pytest.mark.parametrize("regulation", REGULATIONS)
@_MANY
@given(data=st.data())
def test_the_canonical_request_has_the_answer_of_the_request(ask: Ask, regulation: str, data: st.DataObject) -> None:
    request = data.draw(requests(regulation))
    key = FORM.key(request, NOW)
    assert key is not None
    mine, its = ask(normalise(request, KNOWLEDGE.vocabulary, NOW)), ask(FORM.document(key))
    due = mine.due_dates(request, NOW)
    assert its.due_dates(request, NOW) == due
    assert its.document("id", due, []) == mine.document("id", due, [])
    assert its.json("id", due, []) == mine.json("id", due, [])
    assert json.loads(its.json("id", due, [])) == its.document("id", due, [])
    assert its.digest == mine.digest


@_MANY
@given(regulation=st.sampled_from(REGULATIONS), data=st.data())
def test_a_canonical_document_has_all_that_the_one_of_the_request_has(regulation: str, data: st.DataObject) -> None:
    request = data.draw(requests(regulation))
    key = FORM.key(request, NOW)
    assert key is not None
    assert _shape(FORM.document(key)) == _shape(normalise(request, KNOWLEDGE.vocabulary, NOW))
    assert FORM.document(key) == FORM.document(key)


@_MANY
@given(regulation=st.sampled_from(REGULATIONS), data=st.data())
def test_other_names_and_times_in_the_same_order_have_the_same_key(regulation: str, data: st.DataObject) -> None:
    request = data.draw(requests(regulation))
    renamed = _renamed(request, {SUBJECT: "甲局", OTHER: RESOURCE, RESOURCE: SUBJECT, "…1": "another"})
    assert FORM.key(renamed, NOW) == FORM.key(request, NOW)
    # Between two boundaries of the law any instant may move, as long as those around it do not change places.
    context = request["context"]
    context["time"] = "2026-11-23T01:00:00Z"
    context["application"] = {"received": "2026-11-20T01:00:00+08:00"}
    moved = copy.deepcopy(request)
    moved["context"]["time"] = "2026-11-23T09:00:00.000001+08:00"
    moved["context"]["application"]["received"] = "2026-11-19T01:00:00Z"
    if _apart(request):
        assert FORM.key(moved, NOW) == FORM.key(request, NOW)


def _apart(request: dict[str, Any]) -> bool:
    return not any(name in act for act in _acts(request) for name in ("at", "expires"))


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


@_MANY
@given(regulation=st.sampled_from(REGULATIONS), data=st.data())
def test_a_request_has_a_key_exactly_where_it_is_good(regulation: str, data: st.DataObject) -> None:
    request = data.draw(requests(regulation))
    holders = [request, *(one for one in _below(request) if isinstance(one, dict))]
    holder = data.draw(st.sampled_from(holders))
    if holder:
        name = data.draw(st.sampled_from(sorted(holder)))
        odd = [None, 7, True, -1, 0.005, "", "秘密", [], [7], {}, {"x": 1}, "2026-02-30T00:00:00Z", 10**13]
        holder[name] = data.draw(st.sampled_from(odd))
    try:
        normalise(request, KNOWLEDGE.vocabulary, NOW)
    except RequestError:
        assert FORM.key(request, NOW) is None
    else:
        assert FORM.key(request, NOW) is not None


def _below(value: Any) -> list[Any]:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*inner, *(one for part in inner for one in _below(part))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "a", "provider": "a"}, {"id": "a", "provider": "b"}),
        ({"id": "420600"}, {"id": "420601"}),
        ({"at": "2026-11-23T01:00:00Z"}, {"at": "2026-11-23T01:00:00.000001Z"}),
        ({"expires": "2026-11-23T01:00:00Z"}, {"expires": "2026-11-23T00:59:59.999999Z"}),
        ({"time": "2012-04-30T16:00:00Z"}, {"time": "2012-04-30T15:59:59.999999Z"}),
        ({"investment_yuan": 300_000}, {"investment_yuan": 299_999.99}),
        ({"investment_yuan": 300_000}, {"investment_yuan": 300_000.01}),
        ({"jurisdiction": "420600"}, {"jurisdiction": "420700"}),
        ({"catalogued": True}, {"catalogued": False}),
        ({"catalogued": True}, {}),
        ({"sharing_class": "conditional"}, {"sharing_class": "special"}),
    ],
)
def test_what_a_policy_may_tell_apart_has_two_keys(one: dict[str, Any], other: dict[str, Any]) -> None:
    keys = [FORM.key(_request(**facts), NOW) for facts in (one, other)]
    assert None not in keys
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"id": "a", "provider": "b"}, {"id": "x", "provider": "y"}),
        ({"at": "2026-11-23T01:00:00Z"}, {"at": "2026-11-23T09:00:00+08:00"}),
        ({"at": "2026-11-20T01:00:00Z"}, {"at": "2021-01-01T09:00:00+08:00"}),
        ({"investment_yuan": 300_001}, {"investment_yuan": 10**12}),
        ({"jurisdiction": "420602"}, {"jurisdiction": "420606"}),
        ({"jurisdiction": "110000"}, {"jurisdiction": "120000"}),
        ({"sharing_class": "conditional"}, {"sharing_class": "有条件共享"}),
        ({"unheard_of": 1}, {}),
    ],
)
def test_what_no_policy_may_tell_apart_has_one_key(one: dict[str, Any], other: dict[str, Any]) -> None:
    keys = [FORM.key(_request(**facts), NOW) for facts in (one, other)]
    assert None not in keys
    assert keys[0] == keys[1]


def _request(**facts: Any) -> dict[str, Any]:
    approval = {name: facts.pop(name) for name in ("at", "expires") if name in facts}
    time = facts.pop("time", "2026-11-23T01:00:00Z")
    return {
        "subject": {"type": "organization", "id": facts.pop("id", "unit")},
        "action": {"name": "obtain"},
        "resource": {"type": "data_resource", "id": "data", "properties": facts},
        "context": {"time": time, "approvals": [{"act": "access", "by": "provider"} | approval]},
    }

"""A search finds exactly what evaluations would permit, page by page, whatever changes meanwhile."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from luling.decision.knowledge import Knowledge
from luling.decision.point import DecisionPoint
from luling.register import reading
from luling.register.tables import Record
from luling.request.caller import LOCAL, Caller
from luling.request.search import Target
from tests.certification.running import resource, subject
from tests.properties.requests import complete_requests, facts, put
from tests.search.world import World, Worlds, named, pages, request

# Ids as people write them, in the order of no dictionary.
NAMES = ["alice", "bob", "Bob", "a", "b'--", "张三", "李四", "ä", "z%", "1"]
_SOME = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # an example costs commits: it is not worth minutes of shrinking
)


@settings(_SOME, max_examples=30)
@given(data=st.data())
def test_a_search_finds_what_evaluations_permit_although_the_register_changes_between_pages(
    worlds: Worlds, records_point: DecisionPoint, data: st.DataObject
) -> None:
    world = worlds(records_point)
    roles, statuses = st.sampled_from([None, "admin", "manager"]), st.sampled_from([None, "active", "archived"])
    users = data.draw(st.dictionaries(st.sampled_from(NAMES), roles, min_size=1, max_size=6))
    records = data.draw(st.dictionaries(st.sampled_from(NAMES), statuses, min_size=1, max_size=8))
    known: dict[str, Mapping[str, Record]] = {
        "subject": {name: subject("user", name, **({"role": role} if role else {})) for name, role in users.items()},
        "resource": {
            name: resource("record", name, **({"status": status} if status else {})) for name, status in records.items()
        },
    }
    world.put(*known["subject"].values(), *known["resource"].values())
    target = data.draw(st.sampled_from(["subject", "resource", "action"]))
    body = request(
        target,
        data.draw(st.sampled_from([*users, "nobody"])),
        data.draw(st.sampled_from(["read", "write"])),
        data.draw(st.sampled_from([*records, "nothing"])),
    )

    def change() -> None:
        part = data.draw(st.sampled_from(["subject", "resource"]))
        name = data.draw(st.sampled_from(NAMES))
        value = data.draw(roles if part == "subject" else statuses)
        make = subject if part == "subject" else resource
        new = make(*named(part, name).values(), **({"role" if part == "subject" else "status": value} if value else {}))
        world.put(new)
        if data.draw(st.booleans()):
            world.end(new)

    limit, bound = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 9))
    found, at = pages(world, target, body, limit, change, candidates=bound)
    candidates = ["read", "write", "delete"] if target == "action" else [*known[target]]
    others = [(part, body[part]["id"]) for part in ("subject", "resource") if part != target]
    expected = [
        named(target, name)
        for name in candidates
        if all(name_of_other in known[part] for part, name_of_other in others)
        and world.decide({**body, target: named(target, name), "context": {"time": at}})
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))


@pytest.mark.parametrize("target", ["subject", "resource", "action"])
@_SOME
@given(data=st.data())
def test_under_the_law_too_a_search_finds_what_evaluations_permit(
    worlds: Worlds, law_point: DecisionPoint, target: Target, data: st.DataObject
) -> None:
    world, knowledge = worlds(law_point), law_point.knowledge
    regulation = data.draw(st.sampled_from(sorted(knowledge.regulations)))
    asked = data.draw(complete_requests(knowledge, regulation))
    del asked["context"]["time"]  # now, or the register would be seen before anything was in it
    varied = {path: values for path, values in facts(knowledge).items() if path.startswith(f"{target}.properties")}
    entities = {}
    for number in range(data.draw(st.integers(1, 5)) if varied else 1):
        entity = copy.deepcopy(asked)
        for path in data.draw(st.lists(st.sampled_from(sorted(varied)), max_size=3)) if varied else ():
            put(entity, path, data.draw(st.sampled_from(varied[path])))
        entities[f"entity-{number}"] = entity
    for name, entity in entities.items():
        for part in ("subject", "resource"):
            record(world, knowledge, part, entity[part], name if part == target else asked[part]["id"])
        for number, grant in enumerate(asked["context"].get("approvals", [])):
            parties = {part: name if part == target else asked[part]["id"] for part in ("subject", "resource")}
            if data.draw(st.booleans()):
                world.put(reading.approval(f"{name}-{number}", grant | parties, knowledge.vocabulary))
    caller = data.draw(st.sampled_from([LOCAL, Caller("platform", may_assert=False)]))
    body = copy.deepcopy(asked)
    body["context"].pop("approvals", None)
    body[target] = {"type": asked[target]["type"]} if target != "action" else body[target]
    answer = world.search(target, body, caller)
    key = "name" if target == "action" else "id"
    names = sorted(knowledge.vocabulary.actions) if target == "action" else sorted(entities)
    part = {} if target == "action" else body[target]
    permitted = [name for name in names if world.decide({**body, target: {**part, key: name}}, caller)]
    assert [one[key] for one in answer["results"]] == permitted
    assert answer["context"]["skipped"] == 0


def record(world: World, knowledge: Knowledge, part: str, party: dict[str, Any], name: str) -> None:
    identity = (party["type"], name)
    body = {
        "properties": {
            name: value
            for name, value in party["properties"].items()
            if knowledge.vocabulary.sections[part][name].register != "none"
        }
    }
    if part == "subject":
        world.put(reading.subject(identity, body, knowledge.vocabulary, knowledge.regulations))
    else:
        world.put(reading.resource(identity, body, knowledge.vocabulary))

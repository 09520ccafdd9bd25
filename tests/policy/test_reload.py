"""Policies that change while the service runs: taken up whole, or the old ones stay and the status says why."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from luling.policy.engine import EngineError, PolicyError, make_engine
from luling.policy.reload import PolicyChangedError, PolicyStore
from luling.policy.sources import PolicySet, PolicySource

pytestmark = pytest.mark.anyio
OBTAIN = {"subject": {"id": "unit-a"}, "action": {"name": "obtain"}}
REFER = 'package luling.decision\n\nanswer := {"effect": "refer"}\n'


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def words(policies: PolicySet) -> str:
    return policies.documents["rules/messages.yaml"]


@pytest.fixture
async def store(source: PolicySource) -> AsyncIterator[PolicyStore[str]]:
    made = PolicyStore(source, make_engine("regorus"), words)
    await made.start()
    yield made
    await made.close()


@pytest.fixture
def decision(source: PolicySource) -> Path:
    return source.policies / "luling" / "decision.rego"


async def effect(store: PolicyStore[str]) -> str:
    return str((await store.evaluate(store.current, OBTAIN))["effect"])


async def eventually(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        await asyncio.sleep(0.02)


async def test_a_changed_policy_is_taken_up(store: PolicyStore[str], decision: Path) -> None:
    before = store.current
    write(decision, REFER)
    status = await store.reload()
    assert status.problem is None
    assert status.revision == store.current.policies.revision != before.policies.revision
    assert await effect(store) == "refer"


async def test_a_wrong_policy_leaves_the_old_one_in_force_and_says_where_it_is_wrong(
    store: PolicyStore[str], decision: Path
) -> None:
    before = store.status
    write(decision, "package luling.decision\n\nanswer := {\n")
    status = await store.reload()
    assert status.problem is not None
    assert status.problem.startswith("luling/decision.rego:4: ")
    assert (status.revision, status.loaded_at) == (before.revision, before.loaded_at)
    assert await effect(store) == "permit"


async def test_a_corrected_policy_ends_the_degradation(store: PolicyStore[str], decision: Path) -> None:
    right = read(decision)
    write(decision, "package")
    assert (await store.reload()).problem
    write(decision, right)
    assert (await store.reload()).problem is None
    assert await effect(store) == "permit"


async def test_policy_and_view_change_together(store: PolicyStore[str], source: PolicySource, decision: Path) -> None:
    write(decision, REFER)
    (source.rules / "messages.yaml").write_text("messages: {}\n", encoding="utf-8")
    await store.reload()
    assert store.current.view == "messages: {}\n"
    assert await effect(store) == "refer"


async def test_a_view_that_cannot_be_made_stops_the_switch(source: PolicySource, decision: Path) -> None:
    def prepare(policies: PolicySet) -> str:
        if "refer" in policies.modules["luling/decision.rego"].split("answer")[1]:
            raise KeyError("a message is missing")
        return "view"

    store = PolicyStore(source, make_engine("regorus"), prepare)
    await store.start()
    write(decision, REFER)
    assert "a message is missing" in str((await store.reload()).problem)
    assert await effect(store) == "permit"
    await store.close()


async def test_an_answer_by_a_snapshot_that_is_no_longer_in_force_is_refused(
    store: PolicyStore[str], decision: Path
) -> None:
    old = store.current
    write(decision, REFER)
    await store.reload()
    with pytest.raises(PolicyChangedError):
        await store.evaluate(old, OBTAIN)


async def test_files_that_change_while_they_are_read_are_not_taken(source: PolicySource, decision: Path) -> None:
    def prepare(policies: PolicySet) -> str:
        write(decision, policies.modules["luling/decision.rego"] + "\n")
        return "view"

    with pytest.raises(PolicyError, match="keep changing"):
        await PolicyStore(source, make_engine("regorus"), prepare).start()


async def test_a_wrong_set_at_the_start_is_refused(source: PolicySource, decision: Path) -> None:
    write(decision, "package")
    store = PolicyStore(source, make_engine("regorus"), words)
    with pytest.raises(PolicyError):
        await store.start()
    with pytest.raises(RuntimeError):
        _ = store.current


@pytest.fixture
async def watched(store: PolicyStore[str]) -> AsyncIterator[PolicyStore[str]]:
    task = asyncio.create_task(store.watch())
    yield store
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_file_changed_on_the_disk_is_noticed(watched: PolicyStore[str], decision: Path) -> None:
    before = watched.status.revision
    await asyncio.sleep(0.3)
    write(decision, REFER)
    await eventually(lambda: watched.status.revision != before)
    assert await effect(watched) == "refer"


async def test_a_file_changed_before_the_watcher_looked_is_noticed(store: PolicyStore[str], decision: Path) -> None:
    before = store.status.revision
    write(decision, REFER)
    task = asyncio.create_task(store.watch())
    await eventually(lambda: store.status.revision != before)
    task.cancel()


async def test_a_wrong_file_on_the_disk_degrades_until_it_is_corrected(
    watched: PolicyStore[str], decision: Path
) -> None:
    right = read(decision)
    write(decision, "package")
    await eventually(lambda: watched.status.problem is not None)
    assert await effect(watched) == "permit"
    write(decision, right)
    await eventually(lambda: watched.status.problem is None)


async def test_a_folder_moved_away_is_noticed(watched: PolicyStore[str], source: PolicySource, tmp_path: Path) -> None:
    await asyncio.sleep(0.3)
    (source.policies / "luling").rename(tmp_path / "away")
    await eventually(lambda: "holds no policy" in str(watched.status.problem))
    assert await effect(watched) == "permit"


async def test_an_engine_that_was_gone_is_tried_again(
    watched: PolicyStore[str], decision: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(policies: PolicySet) -> None:
        raise EngineError("gone")

    before = watched.status.revision
    with monkeypatch.context() as patch:
        patch.setattr(watched.engine, "load", gone)
        write(decision, REFER)
        await eventually(lambda: watched.status.problem == "gone")
    await eventually(lambda: watched.status.revision != before)
    assert watched.status.problem is None


async def test_a_directory_that_cannot_be_watched_degrades(
    store: PolicyStore[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        async def looks() -> AsyncIterator[object]:
            raise OSError("no space left for watches")
            yield

        return looks()

    monkeypatch.setattr("luling.policy.reload.awatch", refuse)
    await store.watch()
    assert "no space left for watches" in str(store.status.problem)

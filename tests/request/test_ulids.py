"""Ids: what the specification of ULIDs asks, none twice, also in a child of the process."""

from __future__ import annotations

import multiprocessing
import time

from ulid import ULID

from luling.request.ulids import new_ulid


def test_an_id_is_a_ulid_of_now() -> None:
    before = time.time()
    found = ULID.from_str(new_ulid())
    assert before - 0.002 <= found.timestamp <= time.time() + 0.002
    assert str(found) == str(ULID.from_bytes(found.bytes))


def test_no_id_comes_twice() -> None:
    made = [new_ulid() for _ in range(5_000)]
    assert len(set(made)) == len(made)
    assert [one[:10] for one in made] == sorted(one[:10] for one in made)
    assert len({one[10:] for one in made}) == len(made)


def _in_a_child(_number: int) -> list[str]:
    return [new_ulid()[10:] for _ in range(50)]


def test_a_child_does_not_repeat_its_parent() -> None:
    new_ulid()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        children = [part for made in pool.map(_in_a_child, range(4), chunksize=1) for part in made]
    mine = [new_ulid()[10:] for _ in range(200)]
    assert len({*children, *mine}) == len(children) + len(mine)

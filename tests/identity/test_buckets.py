"""Token buckets and the bounded memory."""

from __future__ import annotations

from luling.identity.buckets import Buckets
from luling.identity.remembered import Remembered
from tests.identity.clocks import Clock


def test_a_bucket_gives_its_burst_at_once_and_then_its_rate() -> None:
    clock = Clock()
    buckets = Buckets(rate=2, burst=4, clock=clock)
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert buckets.take("b") == 0, "each caller has a bucket of its own"
    clock.forward(0.5)
    assert buckets.wait("a") == 0
    assert [buckets.take("a"), buckets.take("a")] == [0, 0.5]
    clock.forward(1000)
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 0, 0.5], "no more than the burst gathers"


def test_to_ask_takes_nothing() -> None:
    buckets = Buckets(rate=1, burst=1, clock=Clock())
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == 0
    assert buckets.wait("a") == 1


def test_many_callers_take_bounded_memory() -> None:
    buckets = Buckets(rate=1, burst=2, most=100, clock=Clock())
    assert buckets.take("frequent") == 0
    for number in range(1000):
        buckets.take(f"caller {number}")
        buckets.take("frequent")
    assert len(buckets._buckets) == 100
    assert buckets.wait("frequent") > 0, "who comes often is not forgotten"


def test_what_is_remembered_is_forgotten_in_time_and_bounded() -> None:
    clock = Clock()
    remembered: Remembered[str, int] = Remembered(5, 2, clock)
    remembered.put("a", 1)
    clock.forward(4.9)
    assert remembered.get("a") == 1
    clock.forward(0.1)
    assert remembered.get("a") is None
    for number, name in enumerate("bcd"):
        remembered.put(name, number)
    assert [remembered.get(name) for name in "bcd"] == [None, 1, 2]
    remembered.forget("c")
    remembered.forget("c")
    assert len(remembered) == 1

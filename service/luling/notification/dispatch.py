"""The dispatcher: takes deliveries that are due, delivers them, and tries again what failed, for a stated time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import Counter
from collections.abc import Mapping
from typing import Self

from luling.notification.channels import FailedError, RejectedError, Way
from luling.notification.deliveries import Deliveries, Taken
from luling.notification.subscriptions import Clock

_AT_ONCE = 8  # deliveries under way in one process
_PAUSE = 2.0  # seconds between two looks for what is due
_AWAY = 15.0  # seconds until the next look where the database does not answer
_FIRST, _FACTOR, _LONGEST = 5.0, 3.0, 4 * 3600.0  # seconds until the second try, and how they grow
_KEPT = 30 * 86_400.0  # seconds for which what is done is kept
_TIDIED_EVERY = 3600.0
_log = logging.getLogger(__name__)


def pause_after(attempts: int, chance: float) -> float:
    """Seconds to wait after so many failed attempts. `chance`, in [0, 1), spreads them by a quarter either way, so that
    a receiver that comes back is not met by everything at once."""
    return min(_FIRST * _FACTOR ** min(attempts - 1, 32), _LONGEST) * (0.75 + chance / 2)


class Dispatcher:
    """Delivers while it is entered (async context manager). Several processes may do it beside each other.

    `give_up`: seconds after an event from which a failed delivery of it is not tried again.
    """

    def __init__(
        self, deliveries: Deliveries, ways: Mapping[str, Way], give_up: float, clock: Clock = time.time
    ) -> None:
        self._deliveries, self._ways, self._give_up, self._clock = deliveries, dict(ways), give_up, clock
        self.outcomes: Counter[str] = Counter()  # of the deliveries of this process: delivered, failed, given_up
        self._running: asyncio.Task[None] | None = None
        self._tidied = 0.0

    async def __aenter__(self) -> Self:
        if self._ways:
            self._running = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        # What is under way is delivered again by another process, once its lease is over.
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        for way in self._ways.values():
            await way.close()

    async def once(self) -> int:
        """Deliver what is due now, at most a handful; how many that were.

        Raises:
            StorageError: the database does not answer.
        """
        taken = await asyncio.to_thread(self._deliveries.take, tuple(self._ways), _AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for one in taken:
                group.create_task(self._deliver(one))
        return len(taken)

    async def _run(self) -> None:
        while True:
            pause = _PAUSE
            try:
                if await self.once():
                    pause = 0.0
                await self._tidy()
            except* Exception:  # noqa: BLE001 - what nobody foresaw must not end the delivery of all others
                _log.exception("notifications are not delivered")
                pause = _AWAY
            await asyncio.sleep(pause)

    async def _deliver(self, taken: Taken) -> None:
        try:
            await self._ways[taken.channel].deliver(taken)
        except RejectedError as error:
            await self._give_it_up(taken, str(error), gone=error.gone)
        except FailedError as error:
            again = self._clock() + pause_after(taken.attempts + 1, random.random())  # noqa: S311 - no secret
            if again > taken.since + self._give_up:
                await self._give_it_up(taken, str(error), gone=False)
            else:
                _log.warning("notification not delivered: %s", error, extra=_about(taken))
                await asyncio.to_thread(self._deliveries.failed, taken, str(error), again)
                self.outcomes["failed"] += 1
        else:
            await asyncio.to_thread(self._deliveries.delivered, taken)
            self.outcomes["delivered"] += 1

    async def _give_it_up(self, taken: Taken, error: str, *, gone: bool) -> None:
        _log.error("notification given up: %s", error, extra=_about(taken))
        await asyncio.to_thread(self._deliveries.given_up, taken, error, gone=gone)
        self.outcomes["given_up"] += 1

    async def _tidy(self) -> None:
        now = self._clock()
        if now - self._tidied >= _TIDIED_EVERY:
            self._tidied = now
            await asyncio.to_thread(self._deliveries.forget, now - _KEPT)


def _about(taken: Taken) -> dict[str, object]:
    return {"delivery": taken.id, "subscription": taken.subscription, "attempts": taken.attempts + 1}

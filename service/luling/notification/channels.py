"""What every way to a subscriber has in common."""

from __future__ import annotations

from typing import Protocol

from luling.notification.deliveries import Taken


class FailedError(Exception):
    """It did not arrive; it may at another time."""


class RejectedError(FailedError):
    """It will never arrive. `gone`: the subscriber says that it wants nothing more."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


class Way(Protocol):
    """Brings deliveries to subscribers of one channel."""

    async def deliver(self, taken: Taken) -> None:
        """Returns when it has arrived.

        Raises:
            FailedError, RejectedError: it has not.
        """

    async def close(self) -> None:
        """Gives up what it holds."""

"""A clock that tests set."""

from __future__ import annotations


class Clock:
    """Tells the time that it was set to, in seconds."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

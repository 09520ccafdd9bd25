"""What is wrong with a request, by the path of the bad field."""

from __future__ import annotations

from dataclasses import dataclass

from luling.law.regulation import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad field: its path (`context.purpose.commercial`, `` for the body) and what is wrong with it."""

    path: str
    message: Words


class RequestError(ValueError):
    """A request that cannot be evaluated; all its problems, in the order in which they were met."""

    status = 400  # of HTTP; a subclass may say otherwise

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"`{problem.path}`: {problem.message.en}" for problem in problems))
        self.problems = problems


def problem(path: str, zh: str, en: str) -> Problem:
    """A problem from its two texts."""
    return Problem(path, Words(zh=zh, en=en))

"""Why an act is not done. Each is a value of the law or of the moment, not a fault of the program."""

from __future__ import annotations

from collections.abc import Sequence

from luling.law.regulation import Words
from luling.procedure.law import Competent


class ProcedureError(Exception):
    """An act that is not done."""


class UnknownCaseError(ProcedureError):
    """There is no such case (404)."""

    def __init__(self, case: str) -> None:
        super().__init__(f"no case `{case}`")
        self.case = case


class NotCompetentError(ProcedureError):
    """Whoever acts is not competent for the act (403); `competent` are the roles that are, with the articles."""

    def __init__(self, act: str, competent: Sequence[Competent]) -> None:
        super().__init__(f"`{act}` belongs to {', '.join(f'`{one.role}` ({one.article})' for one in competent)}")
        self.act, self.competent = act, tuple(competent)


class NotAlikeError(NotCompetentError):
    """Whoever acts has the role, but is not shown to be like a party of the case in what `words` name (403)."""

    def __init__(self, act: str, competent: Sequence[Competent], words: Words) -> None:
        super().__init__(act, competent)
        self.words = words


class NotActingError(ProcedureError):
    """The caller does not act for the organisation for which it says to act, or for none at all (403)."""


class NotPossibleError(ProcedureError):
    """The act is not possible in the state in which the case is (409); `possible` are the acts that are."""

    def __init__(self, act: str, state: str, possible: Sequence[str]) -> None:
        super().__init__(f"`{act}` is not possible in the state `{state}`")
        self.act, self.state, self.possible = act, state, tuple(possible)


class ChangedError(ProcedureError):
    """Somebody else acted in the case meanwhile (409); `version` is the version that the case has now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the case has changed: it has version {version} now")
        self.version = version


class KeyUsedError(ProcedureError):
    """The idempotency key was used for something else (422)."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the idempotency key `{key}` was used for another act")
        self.key = key


class TooManyError(ProcedureError):
    """There are more than one answer holds (400)."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most}: narrow it by `regulation`, `bearer` or `state`")
        self.most = most

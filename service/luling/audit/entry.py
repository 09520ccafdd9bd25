"""What is recorded, and the error that says it could not be."""

from __future__ import annotations

from contextvars import ContextVar

import msgspec

from luling.audit.answers import SharedAnswer

# The id of the request that is being answered, where it came over HTTP; set at the gate, read by whoever records.
REQUEST_ID: ContextVar[str] = ContextVar("luling_request_id", default="")


class LogError(Exception):
    """The log cannot be written or read. Nothing may be answered that is not recorded: HTTP 503."""


class BusyError(LogError):
    """Another one writes. Nothing was done."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One evaluation, finding or act, before it is masked and chained.

    `kind` is `evaluation`, `finding` or whatever else a room records; `id` a ULID. `at` is the instant at which it was
    decided, in microseconds since 1970 (UTC). `asked` and `answered` are JSON in UTF-8: the input as decided, with
    what the register knew, and the answer. `subject`, `action` and `resource` are identifiers for searching,
    `articles` the full citations (`<regulation>/<eId>`).

    Where the answer is mostly that of others, `shared` has what it has in common with them, and `answered` only what is
    put into the gaps besides the id; the fields from `effect` on are those of `shared`, and may be left out.
    """

    kind: str
    id: str
    at: int
    caller: str
    asked: bytes
    answered: bytes
    request_id: str = ""
    subject: str = ""
    action: str = ""
    resource: str = ""
    effect: str = ""
    regulations: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    policy_revision: str = ""
    engine: str = ""
    shared: SharedAnswer | None = None

"""Who sent a request, as the gate found out."""

from __future__ import annotations

from starlette.requests import Request

from luling.request.caller import Caller


def caller_of(request: Request) -> Caller:
    """The caller that the gate let in.

    Raises:
        KeyError, TypeError: no gate stands before this endpoint, or it lets in anybody. Nobody is a caller by default.
    """
    caller = request.scope["state"]["caller"]
    if not isinstance(caller, Caller):
        raise TypeError("this endpoint is open to callers that are unknown")
    return caller

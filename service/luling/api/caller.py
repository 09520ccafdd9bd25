"""Who sent a request, as the gate found out."""

from __future__ import annotations

from starlette.requests import Request

from luling.request.caller import LOCAL, Caller


def caller_of(request: Request) -> Caller:
    """The caller that the gate let in; the local one where the service runs without a gate."""
    caller = request.scope.get("state", {}).get("caller", LOCAL)
    assert isinstance(caller, Caller)
    return caller

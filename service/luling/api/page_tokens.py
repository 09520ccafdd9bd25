"""Tokens of pages: after which record the next page of a list starts. Opaque to callers."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from luling.request.errors import RequestError, problem


def page_token(identity: Sequence[str]) -> str:
    """The token of the page after the record of this identity."""
    return base64.urlsafe_b64encode(json.dumps(list(identity)).encode()).decode()


def identity_of(token: str, parts: int) -> tuple[str, ...]:
    """The identity, of so many parts, after which the page of a token starts.

    Raises:
        RequestError: the token is none of this service.
    """
    try:
        identity = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, binascii.Error):
        identity = None
    if not isinstance(identity, list) or len(identity) != parts or not all(isinstance(one, str) for one in identity):
        raise RequestError(problem("page_token", "不是本服务给出的", "was not given by this service"))
    return tuple(identity)

"""Conditional requests (RFC 9110, section 13): the revision that a writer saw."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request

from luling.api.problems import HttpProblem

_REVISION = re.compile(r'"([0-9]{1,9})"')
UNCONDITIONAL = HttpProblem(
    428, "缺少If-Match: 请先读取再修改", "`If-Match` is missing: read the record, and send the `ETag` that you saw"
)


def expected_revision(request: Request) -> Any:
    """The revision that a writer saw, None where it is to be new; `...` where nothing is said."""
    if request.headers.get("if-none-match") == "*":
        return None
    condition = request.headers.get("if-match")
    if condition is None:
        return ...
    found = _REVISION.fullmatch(condition.strip())
    if found is None:
        raise HttpProblem(400, "If-Match应为一个ETag", '`If-Match` must be one `ETag`, such as "3"')
    return int(found[1])

"""Reading a request body: its media type, its size, its JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from luling.api.problems import HttpProblem
from luling.request.errors import RequestError, problem
from luling.request.reading import read_json


async def json_body(request: Request, most: int) -> Any:
    """The decoded JSON body of at most `most` bytes.

    Raises:
        RequestError: a wrong media type or bad JSON (AuthZEN 1.0, section 12.1.1: 400).
        HttpProblem: 413, the body is too large; it is not read to its end.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise RequestError(problem("", "媒体类型应为application/json", "the media type must be application/json"))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HttpProblem(413, f"请求体超过{most}字节", f"the body is larger than {most} bytes")
    return read_json(bytes(body))

"""Reading a request body: its media type, its size, its JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope

from luling.api.problems import HttpProblem
from luling.request.errors import RequestError, problem
from luling.request.reading import read_json


async def json_body(request: Request, most: int) -> Any:
    """The decoded JSON body of at most `most` bytes.

    Raises:
        RequestError: a wrong media type or bad JSON (AuthZEN 1.0, section 12.1.1: 400).
        HttpProblem: 413, the body is too large; it is not read to its end.
    """
    return await read_body(request.scope, request.receive, most)


async def read_body(scope: Scope, receive: Receive, most: int) -> Any:
    """The same, of a plain ASGI call.

    Raises:
        RequestError, HttpProblem: as for `json_body`.
        ClientDisconnect: the client went away.
    """
    media_type = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if media_type.partition(b";")[0].strip().lower() != b"application/json":
        raise RequestError(problem("", "媒体类型应为application/json", "the media type must be application/json"))
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk, more = message.get("body", b""), message.get("more_body", False)
        chunks.append(chunk)
        size += len(chunk)
        if size > most:
            raise HttpProblem(413, f"请求体超过{most}字节", f"the body is larger than {most} bytes")
    return read_json(b"".join(chunks))

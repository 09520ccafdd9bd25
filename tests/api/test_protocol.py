"""What goes over the wire: the header of an answer waits for its body, never for longer than the turn of the loop."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from luling.api.protocol import BoundedProtocol, Together

_GO = threading.Event()


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        return
    message = await receive()
    headers = [(b"content-length", b"4")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/slow":
        await asyncio.to_thread(_GO.wait, 10)
    body = message["body"] or b"none"
    await send({"type": "http.response.body", "body": body[:2], "more_body": True})
    await send({"type": "http.response.body", "body": body[2:]})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            _app, http=BoundedProtocol, lifespan="off", log_config=None, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def _ask(port: int, *requests: bytes, until: bytes) -> bytes:
    """What is answered up to `until`."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"".join(requests))
        found = b""
        while until not in found:
            found += client.recv(65536)
        return found


def _request(method: str, path: str = "/", more: str = "", body: str = "") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{more}\r\n{body}".encode()


def test_an_answer_is_its_header_and_its_body(port: int) -> None:
    answer = _ask(port, _request("POST", body="abcd"), until=b"abcd")
    header, _, body = answer.partition(b"\r\n\r\n")
    assert header.startswith(b"HTTP/1.1 200 OK\r\n")
    assert body == b"abcd"


def test_the_answers_of_a_connection_stay_in_order(port: int) -> None:
    several = [_request("POST", body=body) for body in ("1111", "2222", "3333")]
    answers = _ask(port, *several, until=b"3333").split(b"HTTP/1.1 200 OK\r\n")
    assert [answer[-4:] for answer in answers] == [b"", b"1111", b"2222", b"3333"]


def test_a_header_without_a_body_is_sent(port: int) -> None:
    answer = _ask(port, _request("HEAD"), until=b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n")


def test_a_header_does_not_wait_for_a_body_that_is_late(port: int) -> None:
    _GO.clear()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(_request("POST", "/slow", body="late"))
        assert client.recv(65536).endswith(b"\r\n\r\n")
        _GO.set()
        found = b""
        while len(found) < len(b"late"):
            found += client.recv(65536)
        assert found == b"late"


def test_a_client_that_asks_first_is_told_to_go_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        header, _, body = _request("POST", more="Expect: 100-continue\r\n", body="next").partition(b"next")
        client.sendall(header)
        assert client.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body or b"next")
        found = b""
        while not found.endswith(b"next"):
            found += client.recv(65536)
        assert found.startswith(b"HTTP/1.1 200 OK\r\n")


class _GivenUp(asyncio.Transport):
    """A transport of which nothing is left, as uvloop's are between `abort` and the end of the loop's turn."""

    def is_closing(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> None:
        raise RuntimeError("the handler is closed")

    def close(self) -> None:
        pass


def test_nothing_is_written_to_a_client_that_was_given_up() -> None:
    async def answer() -> list[dict[str, object]]:
        loop = asyncio.get_running_loop()
        unexpected: list[dict[str, object]] = []
        loop.set_exception_handler(lambda _loop, context: unexpected.append(context))
        transport = Together(_GivenUp(), loop)
        transport.write(b"HTTP/1.1 200 OK\r\n\r\n")
        transport.write(b"body")
        transport.close()
        await asyncio.sleep(0)
        return unexpected

    assert asyncio.run(answer()) == []

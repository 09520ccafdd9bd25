"""Clients that hang, never read, or go away in the middle: the others are answered, and nothing is kept for ever."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.clients import EVALUATION, Load
from tests.faults.evidence import account_of
from tests.faults.scenario import SMALL, asked, asks
from tests.faults.service import Service, serving

_HEAD = f"POST {EVALUATION} HTTP/1.1\r\nHost: luling\r\nContent-Type: application/json\r\n"
_BODY = json.dumps(asks())
_WHOLE = f"{_HEAD}Content-Length: {len(_BODY)}\r\n\r\n{_BODY}".encode()
_STUCK = {
    "nothing": b"",
    "half a header": _HEAD.encode(),
    "half a body": _WHOLE[:-10],
    "a second request begun": _WHOLE + _HEAD.encode(),
}
_EACH = 15  # clients of each kind
_ASKED = 80_000  # requests of one that never reads
_GROWTH = 32 << 20  # bytes that it may cost


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    # Longer than a busy machine pauses: the clients that behave are not to be cut off with the others.
    environment = SMALL | {"LULING_CLIENT_TIMEOUT": "6"}
    with serving(tmp_path_factory.mktemp("clients"), environment, workers=1) as made:
        yield made
    assert "Traceback" not in made.said()


def connected(service: Service) -> socket.socket:
    return socket.create_connection(("127.0.0.1", service.port), timeout=30)


def ended(client: socket.socket) -> bool:
    """Whether the service hangs up on it, in time; what it still says is read."""
    with contextlib.suppress(ConnectionError):
        while client.recv(1 << 16):
            pass
    return True


def test_clients_that_never_finish_hold_nobody_up_and_are_cut_off(service: Service) -> None:
    with contextlib.ExitStack() as stack:
        hanging = [stack.enter_context(connected(service)) for _ in range(_EACH * len(_STUCK))]
        for number, client in enumerate(hanging):
            client.sendall(list(_STUCK.values())[number % len(_STUCK)])
        load = stack.enter_context(Load(service.url, 2, 1, asked))
        service.until(lambda: len(load.noted) > 50, "answers to the others")
        # Times out, and fails, where the service would wait for ever.
        assert all(ended(client) for client in hanging)
    assert (load.refused, load.broken) == (0, 0)
    assert account_of(service, load).complaints == []


def test_a_client_that_never_reads_costs_little_and_is_cut_off(service: Service) -> None:
    [process] = service.workers()
    before, connections = process.memory_info().rss, len(process.net_connections())
    with connected(service) as client, Load(service.url, 2, 1, asked) as load:
        client.settimeout(0.5)
        with contextlib.suppress(TimeoutError):
            client.sendall(_WHOLE * _ASKED)
        answered = len(load.noted)
        service.until(lambda: len(load.noted) > answered + 20, "answers to the others")
        most = process.memory_info().rss
        # It would not notice: what was written lies before it in the kernel. The service has let go of it.
        service.until(lambda: len(process.net_connections()) <= connections + 2, "the end of the connection")
    assert most - before < _GROWTH
    assert (load.refused, load.broken) == (0, 0)


@pytest.mark.parametrize("size", [60_000, 100_000, 500_000])
def test_a_large_body_that_arrives_at_once_is_no_header(service: Service, size: int) -> None:
    body = json.dumps({**asks(), "context": {"text": "x" * size}})
    whole = f"{_HEAD}Content-Length: {len(body)}\r\n\r\n{body}".encode()
    with connected(service) as client:
        client.sendall(whole * 2)
        answers = b""
        while answers.count(b'"decision"') < 2:
            more = client.recv(1 << 16)
            assert more, f"it hung up: {answers!r}"
            answers += more
    assert answers.count(b"HTTP/1.1 200 OK") == 2


def test_clients_that_go_away_before_their_answer(service: Service) -> None:
    reset = struct.pack("ii", 1, 0)  # closing sends RST at once
    for number in range(100):
        with connected(service) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
            client.sendall(_WHOLE if number % 2 else _WHOLE[:-10])
    status, _, answer = service.post(EVALUATION, asks())
    assert (status, answer["decision"]) == (200, True)
    assert service.verify() == []


def test_a_service_with_clients_that_hang_can_be_stopped(tmp_path: Path) -> None:
    with serving(tmp_path, SMALL | {"LULING_CLIENT_TIMEOUT": "2"}, workers=1) as service, connected(service) as client:
        client.sendall(_STUCK["half a body"])
        assert service.ready()
        service.stop()

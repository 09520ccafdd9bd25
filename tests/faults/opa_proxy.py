"""A proxy before a real OPA that may be slow, silent, or lie."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from luling.policy.opa_push import served
from tests.engines import OpaServer

_QUERY = "/v1/data/" + served("luling.decision.answer").replace(".", "/")
_PERMIT = {"effect": "permit", "regulations": [], "reasons": [], "obligations": [], "next_steps": [], "missing": []}
_REASON = {"kind": "permit", "code": "lie", "article": "lie/art_1"}

Answer = tuple[int, dict[str, str], bytes]
# What is made of OPA's answer to a query: another answer, or None to say nothing and hang up.
Lie = Callable[[Answer], Answer | None]


_JSON, _PAGE = {"Content-Type": "application/json"}, {"Content-Type": "text/html"}
_KEPT = ("Content-Type", "Location")


def _json(content: Any) -> Answer:
    return 200, _JSON, json.dumps(content).encode()


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in _KEPT if name in headers}


def _instead(**values: Any) -> Lie:
    """OPA's answer with other values in its result."""

    def lie(answer: Answer) -> Answer:
        return _json({"result": json.loads(answer[2])["result"] | values})

    return lie


def _permitted(**values: Any) -> dict[str, Any]:
    return _PERMIT | {"reasons": [_REASON]} | values


LIES: dict[str, Lie] = {
    "hangs up": lambda _: None,
    "server error": lambda _: (500, _JSON, b'{"code": "internal_error"}'),
    "server error with a permit": lambda answer: (500, *answer[1:]),
    "a page of some gateway": lambda _: (200, _PAGE, b"<html><body>permit</body></html>"),
    "no JSON": lambda _: (200, _JSON, b'{"result": {"answer": '),
    "half an answer": lambda answer: (*answer[:2], answer[2][: len(answer[2]) // 2]),
    "cut off": lambda answer: (200, _JSON | {"Content-Length": str(len(answer[2]))}, answer[2][:-10]),
    "nothing": lambda _: _json({}),
    "undefined": _instead(answer=None),
    "of another policy set": _instead(revision="sha256:another"),
    "of no policy set": lambda _: _json({"result": {"answer": _permitted()}}),
    "a bare yes": _instead(answer=True),
    "a permit without a rule": _instead(answer=_PERMIT),
    "a permit for the reasons of a denial": _instead(answer=_PERMIT | {"reasons": [_REASON | {"kind": "deny"}]}),
    "an unknown effect": _instead(answer=_permitted(effect="allow")),
    "reasons that are none": _instead(answer=_permitted(reasons="permit")),
}


class OpaProxy:
    """Passes everything on to `server`; answers to queries about decisions go through `lie`, if there is one.

    With `silent` set, queries are not answered until it is cleared.
    """

    def __init__(self, server: OpaServer) -> None:
        self.lie: Lie | None = None
        self.silent = threading.Event()
        self._spoken = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.respond(self.path.startswith(_QUERY), body)

            def respond(self, queried: bool, body: bytes) -> None:
                if queried and proxy.silent.is_set():
                    proxy._spoken.wait(30)
                found: Answer | None = self.passed_on(body)
                if queried and proxy.lie is not None:
                    assert found is not None
                    found = proxy.lie(found)
                if found is None:
                    self.close_connection = True
                    return
                status, headers, content = found
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(content))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
                self.close_connection = "Content-Length" in headers  # the rest does not come

            def passed_on(self, body: bytes) -> Answer:
                connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
                try:
                    connection.request(self.command, self.path, body, _kept(self.headers))
                    answer = connection.getresponse()
                    return answer.status, _kept(answer.headers), answer.read()
                finally:
                    connection.close()

            do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the names of the library

        proxy = self
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def be_silent(self) -> None:
        """Answer no query any more."""
        self._spoken.clear()
        self.silent.set()

    def speak(self) -> None:
        """Answer again, also what was left unanswered."""
        self.silent.clear()
        self._spoken.set()

    def run(self) -> None:
        """Serve until `stop`."""
        self._http.serve_forever(poll_interval=0.05)

    def stop(self) -> None:
        """Serve no more."""
        self.speak()
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def proxying(server: OpaServer) -> Iterator[OpaProxy]:
    """A proxy until the end of the block."""
    proxy = OpaProxy(server)
    thread = threading.Thread(target=proxy.run)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join()

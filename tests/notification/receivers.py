"""Receivers of notifications: a web server and a mail server on loopback, each a real one."""

from __future__ import annotations

import contextlib
import json
import queue
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 30.0  # seconds for something to arrive, on a busy machine


@dataclass
class Posted:
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass
class Receiver:
    """A web server that answers with the statuses that it is told, and 204 after them. `held`: it does not answer until
    that is set."""

    server: ThreadingHTTPServer
    statuses: list[int] = field(default_factory=list)
    posted: queue.Queue[Posted] = field(default_factory=queue.Queue)
    held: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def next(self) -> Posted:
        return self.posted.get(timeout=PATIENCE)


@contextlib.contextmanager
def web_receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.posted.put(Posted({name.lower(): value for name, value in self.headers.items()}, body))
            receiver.held.wait(PATIENCE)
            status = receiver.statuses.pop(0) if receiver.statuses else 204
            with contextlib.suppress(OSError):  # whoever asked may have been killed
                self.send_response(status)
                if status in (302, 307):
                    self.send_header("location", receiver.url)
                self.send_header("content-length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver = Receiver(server)
        receiver.held.set()
        with _running(server):
            yield receiver


@dataclass
class Mailbox:
    """A mail server without TLS. `refusal`: what it says to the next recipients."""

    port: int
    refusal: str | None = None
    mails: list[EmailMessage] = field(default_factory=list)


@contextlib.contextmanager
def mail_server() -> Iterator[Mailbox]:
    class Handler(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline().decode().strip():
                match line.split()[0].upper():
                    case "EHLO" | "HELO":
                        self.say("250 test")
                    case "RCPT" if mailbox.refusal:
                        self.say(mailbox.refusal)
                    case "DATA":
                        self.say("354 go on")
                        lines = list(iter(self.rfile.readline, b".\r\n"))
                        mail = message_from_bytes(b"".join(lines), _class=EmailMessage, policy=policy.default)
                        mailbox.mails.append(mail)
                        self.say("250 taken")
                    case "QUIT":
                        self.say("221 bye")
                        return
                    case "MAIL" | "RCPT" | "RSET":
                        self.say("250 fine")
                    case _:
                        self.say("502 unknown")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        mailbox = Mailbox(server.server_address[1])
        with _running(server):
            yield mailbox


@contextlib.contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()

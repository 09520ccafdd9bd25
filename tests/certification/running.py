"""The service as a certification's harness meets it: a process of its own that speaks HTTPS, with other policies."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from luling.decision.knowledge import Knowledge
from luling.identity.keys import Keys
from luling.identity.principal import Grant, Principal
from luling.register import reading
from luling.register.book import Book
from luling.register.tables import Resource, Subject
from luling.storage.database import Database
from tests.engines import free_port

HERE = Path(__file__).parent
RULES, POLICIES = HERE / "rules", HERE / "policies"
KNOWLEDGE = Knowledge.read(RULES)
_PATIENCE = 60.0  # seconds for a service to start, on a busy machine
_ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Service:
    """A running service: where it is, how it is trusted, and what every request carries."""

    url: str
    trust: ssl.SSLContext
    headers: Mapping[str, str]

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Response:
        """Ask for a document."""
        return self._send(urllib.request.Request(self.url + path, headers={**self.headers, **(headers or {})}))

    def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> Response:
        """Send a request; bytes as they are, everything else as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **self.headers, **(headers or {})}
        return self._send(urllib.request.Request(self.url + path, data=content, headers=sent))

    def _send(self, request: urllib.request.Request) -> Response:
        try:
            with urllib.request.urlopen(request, timeout=30, context=self.trust) as answer:
                return Response(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, error.headers, error.read())


def subject(type: str, id: str, **properties: Any) -> Subject:  # noqa: A002 - AuthZEN's words
    """A subject as the register keeps it."""
    return reading.subject((type, id), {"properties": properties}, KNOWLEDGE.vocabulary, KNOWLEDGE.regulations)


def resource(type: str, id: str, **properties: Any) -> Resource:  # noqa: A002
    """A resource as the register keeps it."""
    return reading.resource((type, id), {"properties": properties}, KNOWLEDGE.vocabulary)


def record_facts(database: str) -> None:
    """Puts the scenario's subjects and resources into a register."""
    facts = yaml.safe_load((HERE / "facts.yaml").read_text(encoding="utf-8"))
    with Book(database, migrate=True) as book, book.database.session() as session:
        for make, parties in ((subject, facts["subjects"]), (resource, facts["resources"])):
            for party in parties:
                book.register.put(session, make(party["type"], party["id"], **party.get("properties", {})), "tester")


def api_key(database: str, *roles: str) -> str:
    """A new API key with these roles (`platform@*`)."""
    with Database(database) as opened:
        opened.migrate()
        grants = frozenset(map(Grant.parse, roles))
        return Keys(opened).create("certification", Principal("certification", grants, may_assert=True))[1]


@contextmanager
def running(directory: Path, environment: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[Service]:
    """`luling serve` with the scenario's policies, until the end of the block. Its certificate lies in `directory`."""
    certificate, key = _certificate(directory)
    port = free_port()
    options = {"--port": port, "--rules": RULES, "--policies": POLICIES, "--certificate": certificate, "--key": key}
    arguments = [str(part) for option in options.items() for part in option]
    process = subprocess.Popen(
        [sys.executable, "-m", "luling.cli", "serve", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    url = f"https://{_ADDRESS}:{port}"
    service = Service(url, ssl.create_default_context(cafile=str(certificate)), headers)
    try:
        _wait(service, process)
        yield service
    finally:
        process.terminate()
        assert process.wait(timeout=30) in (0, -15)


def _wait(service: Service, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            service.get("/health/live")
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None, "the service ended by itself"
            assert time.monotonic() < until, "the service did not start"
            time.sleep(0.1)
        else:
            return


def _certificate(directory: Path) -> tuple[Path, Path]:
    """A certificate for the loopback address that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _ADDRESS)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(_ADDRESS))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = directory / "certificate.pem", directory / "key.pem"
    pem = serialization.Encoding.PEM
    paths[0].write_bytes(certificate.public_bytes(pem))
    paths[1].write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    return paths

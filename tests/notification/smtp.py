"""A mail server with TLS and passwords, and certificates for it, made on the spot."""

from __future__ import annotations

import contextlib
import datetime as dt
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.engines import free_port

HOST, USER, PASSWORD = "127.0.0.1", "luling@gov.example", "correct horse"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key as PEM files; whoever trusts `chain` trusts it alone."""

    chain: Path
    key: Path


def certificate(directory: Path, address: str = HOST, *, expired: bool = False) -> Certificate:
    """A self-signed certificate for an address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    until = dt.datetime.now(dt.UTC) + (-_DAY if expired else _DAY)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(until - 3 * _DAY)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    directory.mkdir(exist_ok=True)
    found = Certificate(directory / "chain.pem", directory / "key.pem")
    found.chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    found.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    return found


@dataclass
class SecureMailbox:
    """A mail server that is running: where, what it took on, and whether each mail came encrypted and by whom."""

    port: int
    mails: list[Message] = field(default_factory=list)
    sessions: list[tuple[bool, bytes | None]] = field(default_factory=list)


@contextlib.contextmanager
def secure_mail_server(shown: Certificate, *, implicit: bool) -> Iterator[SecureMailbox]:
    """It takes mail over TLS only (`implicit`: from the start, else by STARTTLS), from `USER` with `PASSWORD`."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(shown.chain, shown.key)
    mailbox = SecureMailbox(free_port())

    class Handler(MessageHandler):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
            encrypted = implicit or session.ssl is not None
            mailbox.sessions.append((encrypted, session.auth_data and session.auth_data.login))
            return str(await super().handle_DATA(server, session, envelope))

        def handle_message(self, message: Message) -> None:
            mailbox.mails.append(message)

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, auth_data=given if right else None, handled=False)

    way = {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    options = {"auth_required": True, "authenticator": known, "auth_require_tls": not implicit}
    server = Controller(Handler(), hostname=HOST, port=mailbox.port, **way, **options)
    server.start()
    try:
        yield mailbox
    finally:
        server.stop()

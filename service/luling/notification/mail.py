"""Deliveries as e-mail, through the operator's server."""

from __future__ import annotations

import asyncio
import datetime as dt
import smtplib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from luling.notification.channels import FailedError, RejectedError
from luling.notification.deliveries import Taken

_TIMEOUT = 10.0  # seconds for each exchange with the server
_PERMANENT = 500  # replies from here on are final (RFC 5321, section 4.2.1)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server for outgoing mail. `tls`: `implicit`, `starttls` (demanded, not tried), or `none`."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, url: str, sender: str, password: str | None = None) -> Self:
        """`smtps://[user@]host[:465]` (TLS from the start) or `smtp://[user@]host[:587]` (STARTTLS is demanded, save on
        this machine itself).

        Raises:
            ValueError: it is written otherwise.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.password is not None:
            raise ValueError(
                f"`{parts.scheme}://{parts.hostname}` is no mail server (smtp:// or smtps://, no password)"
            )
        if not parseaddr(sender)[1]:
            raise ValueError(f"`{sender}` is no sender of mail")
        implicit = parts.scheme == "smtps"
        tls = "implicit" if implicit else "none" if parts.hostname in _LOOPBACK else "starttls"
        user = unquote(parts.username) if parts.username else None
        return cls(parts.hostname, parts.port or (465 if implicit else 587), tls, sender, user, password)


class Mail:
    """Sends deliveries through a server."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def deliver(self, taken: Taken) -> None:
        """Send it. Returns when the server has taken it on.

        Raises:
            FailedError: it has not. RejectedError: it never will.
        """
        try:
            await asyncio.to_thread(self._send, _message(taken, self._server.sender), taken.address)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients[taken.address]
            raise _refused(code, said) from error
        except smtplib.SMTPResponseException as error:
            # Of a server that does not take our password an operator hears in time; the mail may still go.
            final = not isinstance(error, smtplib.SMTPAuthenticationError)
            raise _refused(error.smtp_code, error.smtp_error, final=final) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise FailedError(str(error) or type(error).__name__) from error

    async def close(self) -> None:
        """Nothing is held."""

    def _send(self, message: EmailMessage, to: str) -> None:
        server = self._server
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if server.tls == "implicit":
            connection = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
        with connection:
            if server.tls == "starttls":
                connection.starttls(context=context)
            if server.user is not None:
                connection.login(server.user, server.password or "")
            connection.send_message(message, parseaddr(server.sender)[1], [to])


def _refused(code: int, said: bytes | str, *, final: bool = True) -> FailedError:
    text = f"SMTP {code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    return RejectedError(text) if final and code >= _PERMANENT else FailedError(text)


def _message(taken: Taken, sender: str) -> EmailMessage:
    data = taken.body["data"]
    message = EmailMessage()
    message["From"] = sender
    message["To"] = taken.address
    message["Subject"] = " ".join(f"[律令] {data['title']['zh']} · {data['title']['en']}".split())
    message["Date"] = format_datetime(dt.datetime.fromtimestamp(taken.since, dt.UTC))
    # The same however often it is sent, so that a mailbox shows it once.
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message["Message-ID"] = f"<{taken.event}.{taken.subscription}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence is answered to it
    message.set_content("\n".join(_lines(taken.body)))
    return message


def _lines(body: Mapping[str, Any]) -> Iterator[str]:
    title = body["data"]["title"]
    yield from (title["zh"], title["en"], "")
    for name, value in body["data"].items():
        if isinstance(value, str | int | bool):
            yield f"{name}: {value}"
    yield from ("", f"{body['type']} {body['timestamp']}")

"""Deliveries over HTTP, signed by the Standard Webhooks specification 1.0."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from standardwebhooks import Webhook

from luling.notification.channels import FailedError, RejectedError
from luling.notification.deliveries import Taken
from luling.notification.destination import GuardedResolver, Network, check_host

_TIMEOUT = ClientTimeout(total=15, connect=10)  # seconds
_HEADERS = {"content-type": "application/json", "user-agent": "luling-webhook/1"}


def secret_of(master: str, subscription: str) -> str:
    """The secret (`whsec_…`) by which deliveries of a subscription are signed. It comes out of the operator's master
    secret, so that the database holds none."""
    digest = hmac.digest(master.encode(), f"webhook:{subscription}".encode(), hashlib.sha256)
    return f"whsec_{base64.b64encode(digest).decode()}"


class Webhooks:
    """Posts deliveries. `networks`: those that are not public and to which it may post all the same."""

    def __init__(self, master: str, networks: Sequence[Network] = ()) -> None:
        self._master, self._networks = master, tuple(networks)
        self._sessions: dict[str, ClientSession] = {}

    async def deliver(self, taken: Taken) -> None:
        """Post it; any 2xx is an arrival, and a redirection leads nowhere.

        Raises:
            FailedError: no such answer in time. RejectedError: 410, the receiver wants nothing more.
        """
        body = json.dumps(taken.body, ensure_ascii=False, separators=(",", ":"))
        now = dt.datetime.now(dt.UTC)
        headers = {
            **_HEADERS,
            "webhook-id": taken.event,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret_of(self._master, taken.subscription)).sign(taken.event, now, body),
        }
        parts = urlsplit(taken.address)
        try:
            check_host(parts.hostname or "", self._networks, encrypted=parts.scheme == "https")
            session = self._session(parts.scheme)
            async with session.post(
                taken.address, data=body.encode(), headers=headers, allow_redirects=False
            ) as response:
                status = response.status
        except (ClientError, OSError, ValueError) as error:
            raise FailedError(str(error) or type(error).__name__) from error
        if status == HTTPStatus.GONE:
            raise RejectedError("HTTP 410", gone=True)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise FailedError(f"HTTP {status}")

    async def close(self) -> None:
        """Give up the connections."""
        sessions, self._sessions = self._sessions, {}
        for session in sessions.values():
            await session.close()

    def _session(self, scheme: str) -> ClientSession:
        """One session for each scheme: what is not encrypted may go to fewer addresses."""
        if scheme not in self._sessions:
            resolver = GuardedResolver(self._networks, encrypted=scheme == "https")
            self._sessions[scheme] = ClientSession(
                connector=TCPConnector(resolver=resolver),
                cookie_jar=DummyCookieJar(),
                timeout=_TIMEOUT,
                trust_env=False,
            )
        return self._sessions[scheme]

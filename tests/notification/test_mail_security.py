"""Mail goes out encrypted, to a server that proves who it is and takes our password, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from luling.notification.channels import FailedError, RejectedError
from luling.notification.deliveries import Taken
from luling.notification.mail import Mail, MailServer
from tests.notification.smtp import HOST, PASSWORD, USER, Certificate, SecureMailbox, certificate, secure_mail_server

# The server does not know that it speaks TLS where that was there before it.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
SENDER = "律令 <luling@gov.example>"
WAYS = {"smtps": True, "smtp": False}


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Certificate], None]:
    """Has this process trust a certificate, as an operator does for the certificates of one's own house."""

    def trust(one: Certificate) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(one.chain))
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))

    return trust


def _send(mailbox: SecureMailbox, scheme: str, password: str = PASSWORD, user: str | None = USER) -> None:
    address = f"{scheme}://{user.replace('@', '%40')}@" if user else f"{scheme}://"
    server = MailServer.parse(f"{address}{HOST}:{mailbox.port}", SENDER, password)
    # Beyond this machine STARTTLS is demanded; here it is not, unless we say so.
    mail = Mail(server if server.tls == "implicit" else replace(server, tls="starttls"))
    body: dict[str, Any] = {
        "type": "act.done",
        "timestamp": "2027-01-15T08:00:00Z",
        "data": {"title": {"zh": "已办理", "en": "done"}},
    }
    taken = Taken("d1", "l1", "e1", "s1", "mail", "office@gov.example", body, 1.0, 0)
    asyncio.run(mail.deliver(taken))


@pytest.mark.parametrize("scheme", WAYS)
def test_a_mail_arrives_encrypted_under_our_name(
    scheme: str, tmp_path: Path, trusted: Callable[[Certificate], None]
) -> None:
    shown = certificate(tmp_path / "tls")
    trusted(shown)
    with secure_mail_server(shown, implicit=WAYS[scheme]) as mailbox:
        _send(mailbox, scheme)
    assert mailbox.sessions == [(True, USER.encode())]
    (mail,) = mailbox.mails
    assert mail["To"] == "office@gov.example"


@pytest.mark.parametrize("scheme", WAYS)
@pytest.mark.parametrize("fault", ["unknown", "of another machine", "expired"])
def test_a_server_with_a_wrong_certificate_gets_neither_mail_nor_password(
    scheme: str, fault: str, tmp_path: Path, trusted: Callable[[Certificate], None]
) -> None:
    address = "127.0.0.2" if fault == "of another machine" else HOST
    shown = certificate(tmp_path / "tls", address, expired=fault == "expired")
    trusted(certificate(tmp_path / "other") if fault == "unknown" else shown)
    with (
        secure_mail_server(shown, implicit=WAYS[scheme]) as mailbox,
        pytest.raises(FailedError, match="CERTIFICATE_VERIFY_FAILED") as failed,
    ):
        _send(mailbox, scheme)
    assert not isinstance(failed.value, RejectedError), "it may have another certificate by the next try"
    assert (mailbox.mails, mailbox.sessions) == ([], [])


@pytest.mark.parametrize("scheme", WAYS)
def test_a_login_that_is_refused_is_tried_again_and_says_nothing_of_the_password(
    scheme: str, tmp_path: Path, trusted: Callable[[Certificate], None]
) -> None:
    shown = certificate(tmp_path / "tls")
    trusted(shown)
    with (
        secure_mail_server(shown, implicit=WAYS[scheme]) as mailbox,
        pytest.raises(FailedError, match="535") as failed,
    ):
        _send(mailbox, scheme, password="not-the-password")
    assert not isinstance(failed.value, RejectedError), "an operator may set it right"
    assert "not-the-password" not in str(failed.value)
    assert mailbox.mails == []


def test_a_server_that_wants_a_login_takes_nothing_without_one(
    tmp_path: Path, trusted: Callable[[Certificate], None]
) -> None:
    shown = certificate(tmp_path / "tls")
    trusted(shown)
    with secure_mail_server(shown, implicit=True) as mailbox, pytest.raises(FailedError, match="530"):
        _send(mailbox, "smtps", user=None)
    assert mailbox.mails == []

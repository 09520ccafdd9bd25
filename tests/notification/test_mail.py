"""Notifications as e-mail, through a real server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luling.notification.mail import Mail, MailServer
from luling.notification.subscriptions import Channel
from tests.notification.conftest import Outbox
from tests.notification.receivers import Mailbox

SENDER = "律令 <luling@gov.example>"


def _mail(mailbox: Mailbox) -> Mail:
    return Mail(MailServer.parse(f"smtp://127.0.0.1:{mailbox.port}", SENDER))


def test_a_mail_says_what_happened_and_is_the_same_mail_when_it_is_sent_again(outbox: Outbox, mailbox: Mailbox) -> None:
    outbox.subscribe("office@gov.example", Channel.mail)
    outbox.announce(zh="期限\r\nBcc: x@example.org")
    mailbox.refusal = "450 later"
    assert outbox.dispatch(mail=_mail(mailbox)) == 1
    ((state, attempts, error),) = outbox.states()
    assert (state, attempts, error) == ("waiting", 1, "SMTP 450 later")
    mailbox.refusal = None
    outbox.now += 7
    outbox.dispatch(mail=_mail(mailbox))
    assert outbox.states() == [("delivered", 2, None)]
    (mail,) = mailbox.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "[律令] 期限 Bcc: x@example.org · done"
    assert (mail["To"], mail["Auto-Submitted"]) == ("office@gov.example", "auto-generated")
    assert mail["Message-ID"].endswith("@gov.example>")
    assert "article: one/art_1" in mail.get_content()
    assert "2027-01-15T08:00:00" in mail.get_content()


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(outbox: Outbox, mailbox: Mailbox) -> None:
    outbox.subscribe("nobody@gov.example", Channel.mail)
    outbox.announce()
    mailbox.refusal = "550 no such mailbox"
    outbox.dispatch(mail=_mail(mailbox))
    assert outbox.states() == [("given_up", 1, "SMTP 550 no such mailbox")]


def test_nothing_is_sent_in_the_clear_where_tls_is_demanded(outbox: Outbox, mailbox: Mailbox) -> None:
    server = MailServer.parse(f"smtp://mail.example.org:{mailbox.port}", SENDER)
    assert server.tls == "starttls"
    outbox.subscribe("office@gov.example", Channel.mail)
    outbox.announce()
    outbox.dispatch(mail=Mail(replace(server, host="127.0.0.1")))
    ((state, _, error),) = outbox.states()
    assert state == "waiting"
    assert "STARTTLS" in (error or "")
    assert mailbox.mails == []


def test_a_server_that_is_down_is_tried_again(outbox: Outbox) -> None:
    outbox.subscribe("office@gov.example", Channel.mail)
    outbox.announce()
    outbox.dispatch(mail=Mail(MailServer.parse("smtp://127.0.0.1:1", SENDER)))
    assert [state for state, _, _ in outbox.states()] == ["waiting"]


def test_the_address_of_a_server_is_read() -> None:
    server = MailServer.parse("smtps://us%40er@mail.example.org", SENDER, "secret")
    assert (server.host, server.port, server.tls, server.user) == ("mail.example.org", 465, "implicit", "us@er")
    assert "secret" not in repr(server)
    for url, sender in (("http://x", SENDER), ("smtp://u:p@x", SENDER), ("smtp://", SENDER), ("smtp://x", "")):
        with pytest.raises(ValueError, match=r"no mail server|no sender"):
            MailServer.parse(url, sender)

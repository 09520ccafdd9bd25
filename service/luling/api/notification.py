"""The dispatcher of notifications as the settings have it."""

from __future__ import annotations

import ipaddress

from luling.notification.channels import Way
from luling.notification.deliveries import Deliveries
from luling.notification.destination import Network
from luling.notification.dispatch import Dispatcher
from luling.notification.mail import Mail, MailServer
from luling.notification.subscriptions import Channel
from luling.notification.webhook import Webhooks
from luling.settings import Settings
from luling.storage.database import Database


def dispatcher(settings: Settings, database: Database) -> Dispatcher:
    """Delivers by the channels that are set up; by none of them it does nothing.

    Raises:
        ValueError: a network, or the mail server, is written wrongly.
    """
    ways: dict[str, Way] = {}
    if settings.notification_secret is not None:
        ways[Channel.webhook] = Webhooks(settings.notification_secret.get_secret_value(), _networks(settings))
    if settings.mail_server is not None and settings.mail_from is not None:
        password = settings.mail_password.get_secret_value() if settings.mail_password else None
        ways[Channel.mail] = Mail(MailServer.parse(settings.mail_server, settings.mail_from, password))
    return Dispatcher(Deliveries(database), ways, settings.notification_give_up)


def _networks(settings: Settings) -> tuple[Network, ...]:
    return tuple(map(ipaddress.ip_network, settings.notification_networks))

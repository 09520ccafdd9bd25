"""The dispatcher of notifications as the settings have it."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from luling.notification.channels import Way
from luling.notification.deliveries import Deliveries
from luling.notification.dispatch import Dispatcher
from luling.notification.mail import Mail, MailServer
from luling.notification.subscriptions import Channel
from luling.notification.webhook import Webhooks
from luling.settings import Settings
from luling.storage.database import Database


def dispatcher(settings: Settings, database: Database) -> Dispatcher:
    """Delivers by the channels that are set up; by none of them it does nothing.

    Raises:
        ValueError: the mail server is written wrongly.
    """
    ways: dict[str, Way] = {}
    if settings.notification_secret is not None:
        ways[Channel.webhook] = Webhooks(
            settings.notification_secret.get_secret_value(), settings.notification_networks
        )
    if settings.mail_server is not None and settings.mail_from is not None:
        password = settings.mail_password.get_secret_value() if settings.mail_password else None
        ways[Channel.mail] = Mail(MailServer.parse(settings.mail_server, settings.mail_from, password))
    return Dispatcher(Deliveries(database), ways, settings.notification_give_up)


class Figures(Collector):
    """What became of the deliveries of this process, for Prometheus."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def collect(self) -> Iterator[Metric]:
        told = CounterMetricFamily("luling_notifications", "通知 · notifications by outcome", labels=["outcome"])
        for outcome in ("delivered", "failed", "given_up"):
            told.add_metric([outcome], self._dispatcher.outcomes[outcome])
        yield told

"""`luling notify`: who is told what, and what became of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import typer

from luling.cli.key import opened
from luling.cli.options import fail, settings_of
from luling.notification.deliveries import Deliveries, UnknownDeliveryError
from luling.notification.subscriptions import Channel, Subscriptions, UnknownSubscriptionError
from luling.notification.tables import State
from luling.notification.webhook import secret_of
from luling.procedure.notices import EVENTS
from luling.settings import Settings
from luling.storage.database import StorageError

_ONCE = "签名密钥, 交给接收方 · the secret that signs deliveries, for the receiver"

app = typer.Typer(help="通知: 网络回调和电子邮件 · notifications by webhook and e-mail", no_args_is_help=True)

IdArgument = Annotated[str, typer.Argument(metavar="ID")]
NameOption = Annotated[str, typer.Option(help="名称, 供辨认 · a label to know it by")]
EventOption = Annotated[list[str] | None, typer.Option(help=f"{', '.join(EVENTS)}; 可多次, 无则全部 · default all")]
RegulationOption = Annotated[list[str] | None, typer.Option(help="法规, 可多次, 无则全部 · regulations, default all")]
OrganizationOption = Annotated[str | None, typer.Option(help="仅限该单位的事项 · only matters of this organisation")]


@app.command(help="向网络回调发送, 签名密钥写到标准输出 · tell a webhook; its secret goes to standard output")
def webhook(
    url: Annotated[str, typer.Argument(metavar="URL")],
    name: NameOption,
    event: EventOption = None,
    regulation: RegulationOption = None,
    organization: OrganizationOption = None,
) -> None:
    settings = settings_of()
    if settings.notification_secret is None:
        fail("须先设置 LULING_NOTIFICATION_SECRET · LULING_NOTIFICATION_SECRET must be set first")
    id_ = _add(settings, Channel.webhook, url, name, event, regulation, organization)
    typer.echo(f"{id_}: {_ONCE}", err=True)
    typer.echo(secret_of(settings.notification_secret.get_secret_value(), id_))


@app.command(help="向电子邮箱发送 · tell a mailbox")
def mail(
    address: Annotated[str, typer.Argument(metavar="ADDRESS")],
    name: NameOption,
    event: EventOption = None,
    regulation: RegulationOption = None,
    organization: OrganizationOption = None,
) -> None:
    settings = settings_of()
    if settings.mail_server is None:
        fail("须先设置 LULING_MAIL_SERVER · LULING_MAIL_SERVER must be set first")
    typer.echo(_add(settings, Channel.mail, address, name, event, regulation, organization))


@app.command("list", help="列出订阅, 每行一个JSON对象 · the subscriptions, one JSON object a line")
def listed() -> None:
    try:
        with opened(settings_of()) as database:
            rows = Subscriptions(database).all()
    except StorageError as error:
        fail(str(error))
    for row in rows:
        _show(row.model_dump() | {"created_at": _instant(row.created_at), "ended_at": _instant(row.ended_at)})


@app.command(help="结束订阅 · end a subscription")
def end(id_: IdArgument) -> None:
    try:
        with opened(settings_of()) as database:
            Subscriptions(database).end(id_)
    except UnknownSubscriptionError:
        fail(f"{id_}: 没有此订阅 · no such subscription")
    except StorageError as error:
        fail(str(error))


@app.command(help="列出最近的送达情况, 每行一个JSON对象 · the latest deliveries, one JSON object a line")
def deliveries(
    state: Annotated[State | None, typer.Option(help="仅此状态 · only in this state")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
) -> None:
    try:
        with opened(settings_of()) as database:
            rows = Deliveries(database).all(state, limit)
    except StorageError as error:
        fail(str(error))
    for row, event, to in rows:
        _show(
            {
                "id": row.id,
                "state": row.state,
                "event": event.id,
                "type": event.type,
                "at": _instant(event.at),
                "subscription": to.id,
                "name": to.name,
                "attempts": row.attempts,
                "next": _instant(row.due_at) if row.state == State.waiting else None,
                "done": _instant(row.done_at),
                "error": row.error,
            }
        )


@app.command(help="重新发送已放弃的 · try again what was given up")
def retry(id_: IdArgument) -> None:
    try:
        with opened(settings_of()) as database:
            Deliveries(database).retry(id_)
    except UnknownDeliveryError:
        fail(f"{id_}: 没有已放弃的此项 · nothing with this id was given up")
    except StorageError as error:
        fail(str(error))


def _add(
    settings: Settings,
    channel: Channel,
    address: str,
    name: str,
    events: list[str] | None,
    regulations: list[str] | None,
    organization: str | None,
) -> str:
    known = {path.parent.name for path in settings.rules.glob("*/regulation.yaml")}
    for what, said, there_are in (("event", events, set(EVENTS)), ("regulation", regulations, known)):
        for one in said or ():
            if one not in there_are:
                fail(f"no {what} `{one}`; there are {', '.join(sorted(there_are))}")
    more: dict[str, Any] = {"events": events, "regulations": regulations, "organization": organization}
    try:
        with opened(settings) as database:
            return Subscriptions(database).add(name, channel, address, **more)
    except (ValueError, StorageError) as error:
        fail(str(error))


def _show(row: dict[str, Any]) -> None:
    typer.echo(json.dumps(row, ensure_ascii=False))


def _instant(seconds: float | None) -> str | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")

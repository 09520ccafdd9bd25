"""`luling key`: API keys, made, listed, rotated and revoked in the database of the service."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from luling.cli.options import fail, settings_of
from luling.identity.access import Access
from luling.identity.keys import ApiKey, Keys, UnknownKeyError
from luling.identity.principal import EVERYWHERE, Grant, Principal
from luling.settings import Settings
from luling.storage.database import Database, StorageError

_DAY = 86_400.0
_WIDE = 160  # columns of the table where there is no terminal to ask
_SAMPLE = "示例 demo"  # what the key of the demonstration is called
_ONCE = "密钥只显示这一次 · the key is shown this once, keep it safe"

app = typer.Typer(help="API密钥 · API keys: create, list, rotate, revoke", no_args_is_help=True)

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="密钥编号 · id of the key")]
JsonOption = Annotated[bool, typer.Option("--json", help="以JSON输出 · as JSON")]


@app.command(help="新建密钥 · make a key; it goes to standard output, once")
def create(
    name: Annotated[str, typer.Option(help="名称, 供辨认 · a label to know it by")],
    role: Annotated[
        list[str], typer.Option(help="角色@法规 (或者 @*), 可多次 · role@regulation or role@*, repeatable")
    ],
    organization: Annotated[str | None, typer.Option(help="所代表的机构 · id of the organisation it acts for")] = None,
    may_assert: Annotated[
        bool, typer.Option("--may-assert", help="可陈述登记簿之外的事实 · facts that it states count")
    ] = False,
    scope: Annotated[
        list[str] | None, typer.Option(help="仅限这些权限 (对象:行为) · no more than this (object:act), repeatable")
    ] = None,
    days: Annotated[float, typer.Option(min=0, help="有效天数, 0为不限 · days until it expires, 0 for never")] = 365,
) -> None:
    settings = settings_of()
    access = Access()
    try:
        grants = frozenset(map(Grant.parse, role))
        scopes = frozenset(scope) if scope else None
        access.check(grants, scopes)
        _check_domains(grants, settings)
    except ValueError as error:
        fail(str(error))
    expires = time.time() + days * _DAY if days else None
    principal = Principal(name, grants, organization, may_assert, scopes, expires)
    try:
        with opened(settings) as database:
            id_, text = Keys(database).create(name, principal)
    except StorageError as error:
        fail(str(error))
    typer.echo(f"{id_}: {_ONCE}", err=True)
    typer.echo(text)


@app.command("list", help="列出密钥 · the keys, without their secrets")
def listed(as_json: JsonOption = False) -> None:
    try:
        with opened(settings_of()) as database:
            rows = [_row(key) for key in Keys(database).all()]
    except StorageError as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(
        "编号 id", "名称 name", "角色 roles", "机构 organisation", "状态 state", "到期 expires", "最近使用 last use"
    )
    for row in rows:
        cells = (row["id"], row["name"], " ".join(row["roles"]), row["organization"], row["state"])
        table.add_row(*(cell or "-" for cell in (*cells, row["expires"], row["used"])))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


@app.command(help="更换密钥 · a new secret for a key; the earlier ones stay good for a while")
def rotate(
    id_: IdArgument,
    overlap: Annotated[
        float, typer.Option(min=0, help="旧密钥继续有效的小时数 · hours the earlier ones stay good")
    ] = 24,
) -> None:
    try:
        with opened(settings_of()) as database:
            text = Keys(database).rotate(id_, overlap * 3600)
    except UnknownKeyError:
        fail(f"`{id_}`: 没有此密钥或者已吊销 · no such key, or it is revoked")
    except StorageError as error:
        fail(str(error))
    typer.echo(f"{id_}: {_ONCE}", err=True)
    typer.echo(text)


@app.command(help="吊销密钥 · revoke a key, and the sessions that were opened with it")
def revoke(id_: IdArgument) -> None:
    settings = settings_of()
    try:
        with opened(settings) as database:
            Keys(database).revoke(id_)
    except UnknownKeyError:
        fail(f"`{id_}`: 没有此密钥 · no such key")
    except StorageError as error:
        fail(str(error))
    seconds = f"{settings.identity_memory:g}"
    typer.echo(f"{id_}: 已吊销, {seconds}秒内在所有进程生效 · revoked, in every process within {seconds} seconds")


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the service, with the schema of this program. SQLite's is brought up to date, PostgreSQL's where
    the settings say so.

    Raises:
        StorageError: it cannot be reached, or its schema is another.
    """
    with Database(settings.database.get_secret_value()) as database:
        if database.sqlite if settings.migrate is None else settings.migrate:
            database.migrate()
        else:
            database.require_current()
        yield database


def sample_key(settings: Settings) -> str:
    """A key for trying the service out, good for a day. The one of the last demonstration is revoked."""
    grants = frozenset({Grant.parse("platform@*")})
    try:
        with opened(settings) as database:
            keys = Keys(database)
            for earlier in keys.all():
                if earlier.label == _SAMPLE and earlier.revoked is None:
                    keys.revoke(earlier.id)
            _, text = keys.create(_SAMPLE, Principal(_SAMPLE, grants, may_assert=True, expires=time.time() + _DAY))
            return text
    except StorageError as error:
        fail(str(error))


def _check_domains(grants: frozenset[Grant], settings: Settings) -> None:
    """Raises `ValueError` for a role under a regulation that there is not."""
    known = {path.parent.name for path in settings.rules.glob("*/regulation.yaml")}
    for grant in sorted(grants):
        if grant.domain not in known | {EVERYWHERE}:
            raise ValueError(f"no regulation `{grant.domain}`; there are {', '.join(sorted(known))}, or * for all")


def _row(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.label,
        "roles": sorted(map(str, key.principal.grants)),
        "scopes": None if key.principal.scopes is None else sorted(key.principal.scopes),
        "organization": key.principal.organization,
        "may_assert": key.principal.may_assert,
        "state": "revoked" if key.revoked is not None else "live" if key.live(time.time()) else "expired",
        "created": _instant(key.created),
        "expires": _instant(key.principal.expires),
        "used": _instant(key.used),
    }


def _instant(seconds: float | None) -> str | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")

"""`luling database`: the schema of the service's database."""

from __future__ import annotations

import typer

from luling.cli.options import fail, settings_of
from luling.storage.database import Database, StorageError, head

app = typer.Typer(help="数据库 · the database: upgrade, status", no_args_is_help=True)


@app.command(help="升级数据库结构 · bring the schema up to this program's")
def upgrade() -> None:
    try:
        with Database(settings_of().database.get_secret_value()) as database:
            database.migrate()
            typer.echo(f"{database.shown}: {head()}")
    except StorageError as error:
        fail(str(error))


@app.command(help="数据库结构是否与程序一致 · whether the schema is this program's; 2 if not")
def status() -> None:
    try:
        with Database(settings_of().database.get_secret_value()) as database:
            database.require_current()
            typer.echo(f"{database.shown}: {head()}")
    except StorageError as error:
        fail(str(error))

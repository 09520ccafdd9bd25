"""The samples, decided and shown as a table."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from luling.cli.account import EFFECTS, Account
from luling.cli.requests import read_entries
from luling.compliance.admission import Importer
from luling.decision.point import DecisionPoint
from luling.law.citation import cite
from luling.register.book import Book
from luling.register.forms import COLLECTIONS
from luling.register.store import Register

_KEPT_SINCE = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
_STYLES = {"permit": "green", "refer": "yellow", "indeterminate": "magenta", "deny": "red", "not_applicable": "dim"}


@contextmanager
def sample_register() -> Iterator[Book]:
    """A register for the samples, in a file of its own. It was kept since November 2026 began: the samples tell when
    they were asked, and an earlier question would see a register without them."""
    places = Path(".make") if Path(".make").is_dir() else Path(tempfile.mkdtemp(prefix="luling-"))
    url = f"sqlite:///{(places / 'demo.db').resolve()}"
    with Book(url, register=Register(lambda: _KEPT_SINCE)) as book:
        yield book


async def record_samples(point: DecisionPoint, book: Book, directory: Path) -> None:
    """Imports the tables of a directory, `<kind>.csv` each. The samples need not be in good order: that shows too."""
    for name, collection in COLLECTIONS.items():
        path = directory / f"{name}.csv"
        if path.exists():
            await Importer(point, book, collection, "luling demo").run([path], accept_violations=True)


async def demonstrate(point: DecisionPoint, files: list[Path], console: Console) -> None:
    """Decides every request of the files and prints a table with the articles that each answer cites."""
    account = Account(point.knowledge, "zh")
    table = Table(title="示例裁决 · sample decisions", show_lines=True)
    for heading in ("法规 regulation", "请求 request", "裁决 decision", "理由与条文 reasons and articles"):
        table.add_column(heading, overflow="fold")
    effects: Counter[str] = Counter()
    for path in files:
        for entry in read_entries(str(path)):
            answer = await point.decide(entry.request)
            context = answer["context"]
            effects[context["effect"]] += 1
            reasons = "\n".join(
                f"{reason['message']['zh']} ({cite(reason['article'].partition('/')[2])})"
                for reason in context["reasons"]
            )
            effect = f"[{_STYLES[context['effect']]}]{EFFECTS[context['effect']]['zh']}[/] {context['effect']}"
            table.add_row(path.stem, account.summary(entry.request), effect, reasons)
    console.print(table)
    counted = ", ".join(f"{EFFECTS[effect]['zh']} {number}" for effect, number in effects.most_common())
    console.print(f"{sum(effects.values())} 项请求, 引擎 {point.engine_name}: {counted}")

"""Records as tables that can be imported again: CSV, XLSX or JSON Lines, read page by page."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from luling.register.book import Book
from luling.register.catalogue import entries_of, table_form
from luling.register.forms import Collection
from luling.request.vocabulary import Property, Vocabulary
from luling.request.wording import column_key, columns

SUFFIXES = (".csv", ".xlsx", ".jsonl")
_PAGE = 500


def export(book: Book, collection: Collection, vocabulary: Vocabulary, path: Path, at: str | None = None) -> int:
    """Write the records that hold now, or held at an instant; how many rows. The suffix says in which form.

    JSON Lines say everything exactly; in a table the items of a list are written in one cell.

    Raises:
        OSError: the file cannot be written. StorageError: the database does not answer. KeyError: another suffix.
    """
    write = {".csv": _csv, ".xlsx": _workbook, ".jsonl": _lines}[path.suffix.lower()]
    return write(path, _entries(book, collection, vocabulary, at), table_form(collection, vocabulary))


def _entries(book: Book, collection: Collection, vocabulary: Vocabulary, at: str | None) -> Iterator[dict[str, Any]]:
    after: Sequence[str] | None = None
    with book.database.reading() as session:
        while page := book.register.page(session, collection.table, {}, _PAGE, after, at):
            for record in page:
                yield from entries_of(record, vocabulary)
            after = page[-1].identity
            session.expunge_all()


def _lines(path: Path, entries: Iterator[dict[str, Any]], _form: Mapping[str, Property]) -> int:
    rows = 0
    with path.open("w", encoding="utf-8") as out:
        for entry in entries:
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
            rows += 1
    return rows


def _csv(path: Path, entries: Iterator[dict[str, Any]], form: Mapping[str, Property]) -> int:
    heads = _heads(form)
    rows = 0
    # With a byte order mark, without which spreadsheet programs take it for another encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heads.values())
        for entry in entries:
            writer.writerow(_cells(entry, heads))
            rows += 1
    return rows


def _workbook(path: Path, entries: Iterator[dict[str, Any]], form: Mapping[str, Property]) -> int:
    heads = _heads(form)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("register")
    sheet.append(list(heads.values()))
    rows = 0
    for entry in entries:
        sheet.append(_cells(entry, heads))
        rows += 1
    workbook.save(path)
    return rows


def _heads(form: Mapping[str, Property]) -> dict[tuple[str, ...], str]:
    """The head of each column: the Chinese name where it names this property alone, else the property's own."""
    known = columns(form)
    found: dict[tuple[str, ...], str] = {}
    for path, spec in _leaves(form, ()):
        zh = spec.words.zh
        found[path] = zh if known.get(column_key(zh)) == path else ".".join(path)
    return found


def _leaves(form: Mapping[str, Property], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Property]]:
    for name, spec in form.items():
        if spec.type == "object":
            yield from _leaves(spec.fields, (*path, name))
        else:
            yield (*path, name), spec


def _cells(entry: Mapping[str, Any], heads: Mapping[tuple[str, ...], str]) -> list[Any]:
    return [_cell(entry, path) for path in heads]


def _cell(entry: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = entry
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else value

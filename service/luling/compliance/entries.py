"""Catalogue entries as they come in: one place and one value each, or what is wrong with them. None is left out.

JSON, JSON Lines, CSV and XLSX; columns are known by the words of the vocabulary.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from luling.request.errors import Problem, RequestError, problem
from luling.request.reading import read_json
from luling.request.wording import column_key

SUFFIXES = (".json", ".jsonl", ".ndjson", ".csv", ".xlsx")
_HEADER_WITHIN = 20  # rows that may stand above the column names: titles, remarks
_CELL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"})
_MOST_FIELD = 1 << 20  # characters of one CSV field

Columns = Mapping[str, tuple[str, ...]]


class UnreadableFileError(Exception):
    """A file of which nothing can be checked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it stands (file, sheet, row, index), its value, the headers of its fields, what of it could not
    be read, and columns that no property is called by."""

    place: Mapping[str, Any]
    value: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()


def catalogue_files(paths: Sequence[Path]) -> list[Path]:
    """The files that paths name; of a directory, those below it that a catalogue may be in.

    Raises:
        UnreadableFileError: a path does not exist, a directory holds no catalogue, or a file is of another kind.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        if not found:
            raise UnreadableFileError(f"`{path}`: holds no catalogue ({', '.join(SUFFIXES)})")
        files += found
    for path in files:
        if not path.is_file():
            raise UnreadableFileError(f"`{path}`: no such file")
        if path.suffix.lower() not in SUFFIXES:
            raise UnreadableFileError(f"`{path}`: not one of {', '.join(SUFFIXES)}")
    return files


def read_entries(path: Path, columns: Columns) -> list[Entry]:
    """The entries of a file, in its order.

    Raises:
        UnreadableFileError: the file cannot be read at all, or holds no entry.
    """
    entries = list(stream_entries(path, columns))
    if not entries:
        raise UnreadableFileError(f"`{path}`: holds no entry")
    return entries


def stream_entries(path: Path, columns: Columns) -> Iterator[Entry]:
    """The entries of a file one after the other. Of CSV, XLSX and JSON Lines no more than a row is in memory.

    Raises:
        UnreadableFileError: the file cannot be read, or not to its end.
    """
    try:
        yield from _entries(path, columns)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, csv.Error) as error:
        raise UnreadableFileError(f"`{path}`: {error}") from error


def json_entry(value: Any, place: Mapping[str, Any], columns: Columns) -> Entry:
    """An entry from decoded JSON, whose members may be called by any name of a column."""
    if not isinstance(value, dict):
        return Entry(place, problems=(problem("", "应为对象", "must be an object"),))
    return _entry(place, value.items(), columns)


def _entries(path: Path, columns: Columns) -> Iterator[Entry]:
    match path.suffix.lower():
        case ".xlsx":
            yield from _workbook(path, columns)
        case ".csv":
            csv.field_size_limit(_MOST_FIELD)
            with path.open(encoding=_encoding(path), newline="") as text:
                rows = csv.reader(text)
                numbered = ((rows.line_num, row) for row in rows)
                yield from _table(numbered, {"file": str(path)}, columns)
        case ".json":
            yield from _document(path, columns)
        case _:
            yield from _lines(path, columns)


def _document(path: Path, columns: Columns) -> Iterator[Entry]:
    whole = read_json(path.read_bytes())
    listed = whole.get("entries", [whole]) if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        raise UnreadableFileError(f"`{path}`: must be an entry or an array of entries")
    for number, value in enumerate(listed, start=1):
        yield json_entry(value, {"file": str(path), "row": number}, columns)


def _lines(path: Path, columns: Columns) -> Iterator[Entry]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            place = {"file": str(path), "row": number}
            if not line.strip():
                continue
            try:
                yield json_entry(read_json(line), place, columns)
            except RequestError as error:
                yield Entry(place, problems=error.problems)


def _workbook(path: Path, columns: Columns) -> Iterator[Entry]:
    # Values as the workbook last showed them: a formula is not computed here.
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            yield from _table(rows, {"file": str(path), "sheet": sheet.title}, columns)
    finally:
        workbook.close()


def _table(rows: Iterator[tuple[int, Sequence[Any]]], place: dict[str, Any], columns: Columns) -> Iterator[Entry]:
    headers: list[str] = []
    seen = 0
    for number, row in rows:
        cells = [cell.strip() if isinstance(cell, str) else cell for cell in row]
        if all(cell in (None, "") for cell in cells):
            continue
        if headers:
            yield _row(cells, headers, place | {"row": number}, columns)
            continue
        seen += 1
        if _knows(cells, columns):
            headers = ["" if cell is None else str(cell) for cell in cells]
        elif seen >= _HEADER_WITHIN:
            break
    if seen and not headers:
        told = problem("", "找不到列名所在的行", "has no row of known column names")
        yield Entry(place | {"row": 1}, problems=(told,))


def _knows(cells: Sequence[Any], columns: Columns) -> bool:
    """Whether a row is that of the column names: most of what it says are names of columns, and at least two."""
    texts = [cell for cell in cells if cell not in (None, "")]
    known = [text for text in texts if isinstance(text, str) and column_key(text) in columns]
    return len(known) > 1 and len(known) * 2 >= len(texts)


def _row(cells: Sequence[Any], headers: Sequence[str], place: Mapping[str, Any], columns: Columns) -> Entry:
    entry = _entry(place, zip_longest(headers, cells[: len(headers)]), columns)
    problems = list(entry.problems)
    for number, cell in enumerate(cells):
        header = headers[number] if number < len(headers) else ""
        if isinstance(cell, str) and cell in _CELL_ERRORS:
            name = ".".join(columns.get(column_key(header), (header,)))
            problems.append(problem(name, f"单元格有错误 `{cell}`", f"the cell holds the error `{cell}`"))
        elif number >= len(headers) and cell not in (None, ""):
            told = f"第{number + 1}列没有列名: `{cell}`"
            problems.append(problem("", told, f"column {number + 1} has no name: `{cell}`"))
    return Entry(entry.place, entry.value, entry.headers, tuple(problems), entry.unknown)


def _entry(place: Mapping[str, Any], items: Any, columns: Columns) -> Entry:
    value: dict[str, Any] = {}
    headers: dict[str, str] = {}
    unknown: list[str] = []
    for header, cell in items:
        path = columns.get(column_key(header))
        if path is None and header:
            unknown.append(header)
        if path is None or cell in (None, "") or (isinstance(cell, str) and cell in _CELL_ERRORS):
            continue
        headers.setdefault(path[0], header)
        _put(value, path, cell)
    return Entry(place, value, headers, unknown=tuple(unknown))


def _put(value: dict[str, Any], path: tuple[str, ...], cell: Any) -> None:
    holder = value
    for name in path[:-1]:
        inner = holder.setdefault(name, {})
        if not isinstance(inner, dict):
            return  # the column of the whole object came first
        holder = inner
    holder.setdefault(path[-1], cell)


def _encoding(path: Path) -> str:
    """The encoding of a table: UTF-8, or GB 18030 as spreadsheet programs write it in China."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as body:
        try:
            while block := body.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8-sig"

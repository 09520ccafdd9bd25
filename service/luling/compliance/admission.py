"""Tables into the register: every row is checked first, and every row is accounted for.

Three passes, none of which keeps the table in memory: what entries are alike, the check of each entry, the writing.
Nothing is written before everything was checked. The writing goes in parts; an import that was cut off is repeated as a
whole, since a row that says nothing new makes no new version.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from sqlmodel import Session

from luling.compliance.catalogue import VIOLATION, Alike, check
from luling.compliance.entries import Entry, stream_entries
from luling.decision.point import DecisionPoint
from luling.register.book import Book
from luling.register.catalogue import FORM, record_of, table_form
from luling.register.forms import Collection
from luling.register.tables import Subject, Version
from luling.request.errors import Problem, RequestError, problem
from luling.request.normalisation import normalise_form
from luling.request.vocabulary import Properties
from luling.request.wording import columns, wire_form

_PART = 400  # rows that are checked, and written, at a time
_MOST_LISTED = 1000  # problems that are kept to be shown; the others are counted


@dataclass(slots=True)
class Admission:
    """What became of the rows: `rows` = `written` + `unchanged` + `refused`, or nothing was written (`stopped`).

    `violations` are of the law, by the catalogue check; `refused` rows cannot be recorded at all: they name no id,
    repeat one, or hold what the vocabulary does not know.
    """

    rows: int = 0
    written: int = 0
    unchanged: int = 0
    refused: int = 0
    violations: int = 0
    stopped: bool = False
    problems: list[Mapping[str, Any]] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)  # columns that no property is called by

    def note(self, problems: Sequence[Mapping[str, Any]]) -> None:
        """Keep problems to be shown, as long as they are not too many."""
        self.problems += problems[: max(0, _MOST_LISTED - len(self.problems))]


class Importer:
    """Imports tables of one kind of record."""

    def __init__(self, point: DecisionPoint, book: Book, collection: Collection, by: str) -> None:
        self._point = point
        self._book = book
        self._collection = collection
        self._by = by
        self._words = point.knowledge.vocabulary
        self._form = table_form(collection, self._words)
        self._columns = columns(self._form)

    async def run(
        self,
        paths: Sequence[Path],
        regulation: str | None = None,
        accept_violations: bool = False,
        progress: Callable[[str, int], None] = lambda _stage, _rows: None,
    ) -> Admission:
        """Import files. `regulation` holds for entries that name none. `progress` hears of the stage and its rows.

        Raises:
            UnreadableFileError: a file cannot be read. EngineError: an entry was not checked. StorageError: the
                database failed; what was written before stays.
        """
        done = Admission()
        among = self._survey(paths, regulation, progress) if self._collection.typed else None
        with TemporaryFile("w+", encoding="utf-8") as spool:
            seen: set[tuple[str, ...]] = set()
            for part in _parts(self._entries(paths), _PART):
                await self._take(part, regulation, among, done, spool, seen)
                progress("check", done.rows)
            done.stopped = done.violations + done.refused > 0 and not accept_violations
            if not done.stopped:
                spool.seek(0)
                await self._write(spool, done, progress)
        return done

    def _entries(self, paths: Sequence[Path]) -> Iterator[Entry]:
        for path in paths:
            yield from stream_entries(path, self._columns)

    def _survey(self, paths: Sequence[Path], regulation: str | None, progress: Callable[[str, int], None]) -> Alike:
        """What entries of the files are alike: of each only the few columns that matter for it are read."""
        form = self._words.forms.get(FORM, Properties())
        among = Alike(form)
        wanted = {name: form[name] for name in among.properties if name in form}
        for number, entry in enumerate(self._entries(paths), start=1):
            values = wire_form(entry.value, wanted)
            if regulation is not None and "regulation" in wanted:
                values.setdefault("regulation", regulation)
            among.add(normalise_form(values, FORM, self._words)[0])
            if number % _PART == 0:
                progress("read", number)
        return among

    async def _take(
        self,
        part: Sequence[Entry],
        regulation: str | None,
        among: Alike | None,
        done: Admission,
        spool: IO[str],
        seen: set[tuple[str, ...]],
    ) -> None:
        """Check a part, and put what can be recorded of it aside."""
        done.rows += len(part)
        if among is not None:
            report = await check(self._point, part, dt.datetime.now(dt.UTC), regulation, among=among)
            done.violations += report.count(VIOLATION)
            done.note(report.problems)
        for entry in part:
            done.unknown.update(dict.fromkeys(entry.unknown))
            values = wire_form(entry.value, self._form)
            if regulation is not None and self._collection.typed:
                values.setdefault("regulation", regulation)
            refused = entry.problems or self._refused(values, seen)
            if refused:
                done.refused += 1
                done.note([_told(one, entry) for one in refused])
            else:
                spool.write(json.dumps(values, ensure_ascii=False) + "\n")

    def _refused(self, values: Mapping[str, Any], seen: set[tuple[str, ...]]) -> Sequence[Problem]:
        try:
            record = self._record(values)
        except RequestError as error:
            return error.problems
        # An organisation may have a row for each regulation under which it has a role.
        rows = (str(values.get("regulation", "")),) if isinstance(record, Subject) else ()
        identity = (record.KIND, *record.identity, *rows)
        if identity in seen:
            return [problem("id", f"重复 `{record.id}`", f"occurs twice: `{record.id}`")]
        seen.add(identity)
        return ()

    def _record(self, values: Mapping[str, Any]) -> Version:
        return record_of(values, self._collection, self._words, self._point.knowledge.regulations)

    async def _write(self, spool: IO[str], done: Admission, progress: Callable[[str, int], None]) -> None:
        for lines in _parts(spool, _PART):
            records = [self._record(json.loads(line)) for line in lines]
            counted = await asyncio.to_thread(self._put, records)
            done.written += counted["written"]
            done.unchanged += counted["unchanged"]
            progress("write", done.written + done.unchanged)

    def _put(self, records: Sequence[Version]) -> Counter[str]:
        """Write records of any kind; how many rows were new, and how many said nothing new."""
        counted: Counter[str] = Counter()
        by_table: dict[type[Version], list[Version]] = {}
        for one in records:
            by_table.setdefault(type(one), []).append(one)
        with self._book.database.session() as session:
            for table, rows in by_table.items():
                asked = self._merged(session, rows) if table is Subject else {one.identity: one for one in rows}
                stored = self._book.register.put_all(session, list(asked.values()), self._by)
                fresh = {one.identity for one in stored if one is asked[one.identity]}
                counted.update("written" if one.identity in fresh else "unchanged" for one in rows)
        return counted

    def _merged(self, session: Session, rows: Sequence[Version]) -> dict[tuple[str, ...], Version]:
        """The rows of each organisation as one, with the roles that it has under other regulations than theirs."""
        standing = self._book.register.standing(session, Subject, rows)
        merged: dict[tuple[str, ...], Version] = {}
        for row in rows:
            before = merged.get(row.identity) or standing.get(row.identity)
            assert isinstance(row, Subject)
            if isinstance(before, Subject):
                row.roles = dict(before.roles) | row.roles
            merged[row.identity] = row
        return merged


def _told(bad: Problem, entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.value.get("id"),
        **entry.place,
        "field": bad.path,
        "code": "refused",
        "article": None,
        "severity": VIOLATION,
        "message": {"zh": f"不能登记: {bad.message.zh}", "en": f"cannot be recorded: {bad.message.en}"},
    }


def _parts(items: Any, size: int) -> Iterator[list[Any]]:
    part: list[Any] = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part

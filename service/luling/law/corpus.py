"""The operator's copies of official texts: one file a regulation, outside the repository.

A copy is replaced as a whole or not at all. Whether it agrees with the register is never stored but found anew, since
both may change. Of an article that an import alters, the earlier wording is kept beside the new one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from luling.law.comparison import Comparison, Status
from luling.law.regulation import Article, Code, Eid
from luling.law.text import fingerprint


class CorpusError(OSError):
    """The directory of copies, or a copy in it, cannot be used; the message names it."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CopiedArticle(_Model):
    """An article as imported: its lines, the heading of its chapter, and its lines before the wording changed."""

    id: Eid
    chapter: str
    lines: list[str]
    earlier: list[str] | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def agrees_with(self, registered: Article) -> bool:
        """Whether its wording is the one that the register was made from."""
        return fingerprint(self.text) == registered.fingerprint


class Copy(_Model):
    """An imported text: `source` is the file's name, `digest` the SHA-256 of its bytes, `imported` an instant (UTC)."""

    regulation: Code
    source: str
    digest: str
    imported: dt.datetime
    articles: list[CopiedArticle]

    def article(self, eid: str) -> CopiedArticle | None:
        """The article of an eId; None where the copy lacks it."""
        return next((one for one in self.articles if one.id == eid), None)


class Corpus:
    """The copies in a directory, which need not exist before the first is stored."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._read: dict[Path, tuple[tuple[int, int], Copy]] = {}

    def copy(self, regulation: str) -> Copy | None:
        """The copy of a regulation, None where there is none. A file that has not changed is not read again.

        Raises:
            CorpusError: there is one that cannot be read.
        """
        path = self._path(regulation)
        try:
            about = path.stat()
            state = (about.st_mtime_ns, about.st_ino)
            known = self._read.get(path)
            if known is None or known[0] != state:
                known = state, Copy.model_validate_json(path.read_bytes())
                self._read[path] = known
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            raise CorpusError(f"`{path}` cannot be read: {error}") from error
        return known[1]

    def store(self, copy: Copy) -> Path:
        """Puts a copy in the place of the one before it, for everybody to read: official texts are public.

        Raises:
            CorpusError: it cannot be written; the one before it stays.
        """
        path = self._path(copy.regulation)
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.directory, prefix=f".{copy.regulation}-", delete=False) as file:
                try:
                    file.write(copy.model_dump_json(indent=1).encode())
                    file.flush()
                    os.fchmod(file.fileno(), 0o644)
                    os.fsync(file.fileno())
                    Path(file.name).replace(path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise CorpusError(f"`{path}` cannot be written: {error.strerror or error}") from error
        return path

    def _path(self, regulation: str) -> Path:
        return self.directory / f"{regulation}.json"


def copy_of(comparison: Comparison, content: bytes, source: str, now: dt.datetime, before: Copy | None = None) -> Copy:
    """The copy to store of a text that was compared with its register; `before` is the one that it replaces."""
    articles = [
        CopiedArticle(
            id=one.eid,
            chapter=one.found.chapter,
            lines=list(one.found.article.lines),
            earlier=_earlier(list(one.found.article.lines), one.eid, before),
        )
        for one in comparison.articles
        if one.found is not None
    ]
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    return Copy(regulation=comparison.regulation, source=source, digest=digest, imported=now, articles=articles)


def _earlier(lines: list[str], eid: str, before: Copy | None) -> list[str] | None:
    known = before.article(eid) if before else None
    if known is None:
        return None
    return known.earlier if fingerprint("\n".join(lines)) == fingerprint(known.text) else known.lines


def statuses(copy: Copy, register: Mapping[str, Article]) -> dict[str, Status]:
    """How each article of the register and of the copy stands to the other, in the order of the register."""
    found = {}
    for eid, registered in register.items():
        one = copy.article(eid)
        found[eid] = Status.missing if one is None else Status.agrees if one.agrees_with(registered) else Status.differs
    return found | {one.id: Status.extra for one in copy.articles if one.id not in register}

"""Writing and reading the register, one transaction at a time.

Every function takes the caller's session, so that what belongs together is committed together. Writers take turns: on
SQLite a write transaction holds the database, on PostgreSQL a lock of our own holds the register until the commit. So
the order of changes is that of the commits, and nobody reads past a change that is still to come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import ColumnElement, Table, and_, event, func, insert, inspect, or_, text, true, tuple_, update
from sqlmodel import Session, SQLModel, col, select

from luling.register.tables import Change, Resource, Subject, Version
from luling.request.normalisation import parse_instant, utc_text

_LOCK = 7239419  # of PostgreSQL, beside those of migrations and of the evidence log
_AT_ONCE = 400  # records of one statement, below the bound on parameters of both databases
_TICK = dt.timedelta(microseconds=1)
R = TypeVar("R", bound=Version)


class ConflictError(Exception):
    """A record is not at the revision that its writer saw: somebody else wrote it meanwhile. `current` is None where
    there is none."""

    def __init__(self, record: str, current: int | None) -> None:
        super().__init__(f"`{record}` is at revision {current}" if current else f"`{record}` is not in the register")
        self.current = current


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Register:
    """The register's records. `clock` gives the instant at which something is recorded.

    `written` counts the commits that this process made; whoever remembers facts reads anew when it rises.
    """

    def __init__(self, clock: Callable[[], dt.datetime] = _now) -> None:
        self._clock = clock
        self.written = 0

    def put(self, session: Session, record: R, by: str, expected: int | Any | None = ...) -> R:
        """Record a version; one that says nothing new is none, and the standing version is returned.

        `expected` is the revision that the writer saw, None where it saw none; left out, whatever stands is superseded.

        Raises:
            ConflictError: another revision stands.
        """
        if expected is not ...:
            self._take_turn(session)
            standing = self.get(session, type(record), record.identity)
            if (standing.revision if standing else None) != expected:
                raise ConflictError(_shown(record), standing.revision if standing else None)
        return self.put_all(session, [record], by)[0]

    def put_all(self, session: Session, records: Sequence[R], by: str) -> list[R]:
        """Record many versions of one kind, as `put` without an expected revision. No record may occur twice."""
        stored: list[R] = []
        for start in range(0, len(records), _AT_ONCE):
            stored += self._put_some(session, records[start : start + _AT_ONCE], by)
        return stored

    def end(self, session: Session, record: R, by: str, reason: str | None, expected: int) -> R:
        """End a record (withdraw an approval, dissolve an organisation): from now on it counts no more.

        Raises:
            ConflictError: it is at another revision, or not there.
        """
        self._take_turn(session)
        standing = self.get(session, type(record), record.identity)
        if standing is None or standing.revision != expected:
            raise ConflictError(_shown(record), standing.revision if standing else None)
        self._supersede(session, [standing], self._instant([standing]), by, reason)
        self._note(session, [standing])
        session.refresh(standing)
        return standing

    def get(
        self,
        session: Session,
        table: type[R],
        identity: Sequence[str],
        at: str | None = None,
        within: ColumnElement[bool] | None = None,
    ) -> R | None:
        """The version that holds now, or held at an instant (UTC text), if it is `within` what may be seen."""
        found = session.exec(select(table).where(*_named(table, identity), held(table, at), _within(within)))
        return found.one_or_none()

    def history(
        self, session: Session, table: type[R], identity: Sequence[str], within: ColumnElement[bool] | None = None
    ) -> list[R]:
        """Every version of a record that is `within` what may be seen, the first one first."""
        wanted = select(table).where(*_named(table, identity), _within(within))
        return list(session.exec(wanted.order_by(col(table.revision))))

    def page(
        self,
        session: Session,
        table: type[R],
        filters: Mapping[str, str],
        limit: int,
        after: Sequence[str] | None = None,
        at: str | None = None,
        within: ColumnElement[bool] | None = None,
    ) -> list[R]:
        """At most `limit` records that hold now, or held at an instant, in the order of their ids, after the given one.

        `filters` compares columns, and properties or fields of the vocabulary by the value that the register keeps;
        `within` is the condition of what may be seen.
        """
        order = [col(getattr(table, name)) for name in reversed(table.IDENTITY)]
        where = [held(table, at), _within(within), *(_filter(table, name, value) for name, value in filters.items())]
        if after is not None:
            where.append(tuple_(*order) > tuple_(*reversed(after)) if len(order) > 1 else order[0] > after[0])
        return list(session.exec(select(table).where(*where).order_by(*order).limit(limit)))

    def standing(self, session: Session, table: type[R], records: Sequence[Version]) -> dict[tuple[str, ...], R]:
        """The versions that hold now of the records of these identities, in one look; not for very many at once."""
        asked = {one.identity for one in records}
        rows = session.exec(select(table).where(col(table.id).in_({one.id for one in records}), held(table, None)))
        return {one.identity: one for one in rows if one.identity in asked}

    def roles_of(self, session: Session, organization: str, regulation: str, at: str | None = None) -> tuple[str, ...]:
        """As which authorities of a regulation an organisation acts."""
        found = session.exec(select(Subject).where(col(Subject.id) == organization, held(Subject, at)))
        return tuple(dict.fromkeys(role for one in found for role in one.roles.get(regulation, ())))

    def provider_of(self, session: Session, resource_type: str, resource: str, at: str | None = None) -> str | None:
        """The organisation that provides a resource, where the register knows."""
        found = self.get(session, Resource, (resource_type, resource), at)
        return found.provider if found else None

    def _put_some(self, session: Session, records: Sequence[R], by: str) -> list[R]:
        if not records:
            return []
        self._take_turn(session)
        table = type(records[0])
        standing = self.standing(session, table, records)
        revisions = self._ended(session, table, records, standing)
        changed = [one for one in records if _differs(one, standing.get(one.identity))]
        superseded = [standing[one.identity] for one in changed if one.identity in standing]
        at = self._instant([*superseded, *(ended for _, ended in revisions.values())])
        self._supersede(session, superseded, at, by, None)
        for one in changed:
            last = standing[one.identity].revision if one.identity in standing else revisions.get(one.identity, (0,))[0]
            one.revision, one.recorded_at, one.recorded_by = last + 1, at, by
        if changed:
            # Plain inserts: nobody asks for the rows' numbers, and the session need not keep a hundred thousand.
            session.execute(insert(_table(table)), [one.model_dump(exclude={"row"}) for one in changed])
            self._note(session, [*changed, *superseded])
        fresh = {one.identity for one in changed}
        return [one if one.identity in fresh else standing[one.identity] for one in records]

    def _ended(
        self, session: Session, table: type[R], records: Sequence[R], standing: Mapping[tuple[str, ...], R]
    ) -> dict[tuple[str, ...], tuple[int, str]]:
        """Of the records that were ended, the last revision and the instant at which it ended."""
        asked = {one.identity for one in records} - standing.keys()
        if not asked:
            return {}
        names = [col(getattr(table, name)) for name in table.IDENTITY]
        last: Iterable[Any] = session.execute(
            sqlalchemy.select(*names, func.max(col(table.revision)), func.max(col(table.superseded_at)))
            .where(col(table.id).in_([one.id for one in records]))
            .group_by(*names)
        )
        ended = {tuple(identity): (revision, instant) for *identity, revision, instant in last}
        return {identity: ended[identity] for identity in ended.keys() & asked}

    def _instant(self, before: Iterable[Version | str]) -> str:
        """Now, but later than every version before: a clock that was set back must not turn their order round."""
        instants = [one if isinstance(one, str) else one.recorded_at for one in before]
        now = self._clock()
        if instants:
            last = parse_instant(max(instants))
            assert last is not None
            now = max(now, last + _TICK)
        return utc_text(now)

    def _supersede(self, session: Session, rows: Sequence[Version], at: str, by: str, reason: str | None) -> None:
        if not rows:
            return
        table = type(rows[0])
        ended = {"superseded_at": at, "superseded_by": by, "reason": reason}
        session.execute(
            update(table).where(col(table.row).in_([one.row for one in rows])).values(ended),
            execution_options={"synchronize_session": False},
        )

    def _note(self, session: Session, rows: Sequence[Version]) -> None:
        keys = dict.fromkeys((one.KIND, *(getattr(one, name) for name in one.LOOKED_UP_BY)) for one in rows)
        changes = [dict(zip(("kind", "first", "second"), key, strict=True)) for key in keys]
        session.execute(insert(_table(Change)), changes)
        if not session.info.get(self):
            session.info[self] = True
            event.listen(session, "after_commit", self._committed, once=True)

    def _committed(self, session: Session) -> None:
        session.info.pop(self, None)
        self.written += 1

    def _take_turn(self, session: Session) -> None:
        if session.get_bind().dialect.name != "sqlite":
            session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def held(table: type[Version], at: str | None) -> ColumnElement[bool]:
    """The condition of a version that holds now, or held at an instant (UTC text)."""
    ended = col(table.superseded_at)
    if at is None:
        return ended.is_(None)
    return and_(col(table.recorded_at) <= at, or_(ended.is_(None), ended > at))


def _within(condition: ColumnElement[bool] | None) -> ColumnElement[bool]:
    return true() if condition is None else condition


def _table(model: type[SQLModel]) -> Table:
    """The table itself, without what an object of it would cost."""
    found = inspect(model).local_table
    assert isinstance(found, Table)
    return found


def _named(table: type[Version], identity: Sequence[str]) -> list[ColumnElement[bool]]:
    return [col(getattr(table, name)) == value for name, value in zip(table.IDENTITY, identity, strict=True)]


def _filter(table: type[Version], name: str, value: str) -> ColumnElement[bool]:
    if name in inspect(table).columns:
        return col(getattr(table, name)) == value
    kept: Any = inspect(table).columns[table.SAYS]
    condition: ColumnElement[bool] = kept[name].as_string() == value
    return condition


def _differs(record: Version, standing: Version | None) -> bool:
    return standing is None or record.content != standing.content


def _shown(record: Version) -> str:
    return " ".join((record.KIND, *record.identity))

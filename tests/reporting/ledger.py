"""A small register with its log and its cases, of which every number of the first half of 2026 is known.

Under Yushui: unit `police` provides two shared resources and an excluded one, `civil` one (and another after the
period), `housing` none; `elsewhere` lies outside the city.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ulid import ULID

from luling.audit.entry import Entry
from luling.decision.record import microseconds
from luling.procedure.tables import CaseRow, DeadlineRow
from luling.register.store import Register
from luling.register.tables import Resource, Subject
from luling.request.normalisation import utc_text
from luling.storage.database import Database
from tests.audit.entries import evidence_log

LAW = "yushui_2018"
OTHER = "dazhou"
NOW = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
IN = dt.datetime(2026, 3, 10, 4, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
# The last and the first instant on either side of the period's end, which is midnight in Shanghai.
LAST = dt.datetime(2026, 6, 30, 15, 59, 59, 999999, tzinfo=dt.UTC)
NEXT = dt.datetime(2026, 6, 30, 16, tzinfo=dt.UTC)

UNITS = {
    "police": ("新余市公安局", "administrative_organ", "360500"),
    "civil": ("=民政局<b>", "administrative_organ", "360502"),
    "housing": ("新余市住房和城乡建设局", "administrative_organ", "360500"),
    "elsewhere": ("三亚市公安局", "administrative_organ", "460200"),
    "company": ("一家企业", "enterprise", "360500"),
}
_ENTRY = {
    "type": "data_resource",
    "format": "table",
    "provision_mode": "exchange",
    "update_deadline": "每日",
}
_RECIPIENTS = {"designated_recipients": ["housing"]}


def resource(
    identity: str,
    provider: str,
    sharing_class: str,
    regulation: str = LAW,
    *,
    changed: str | None = None,
    updated: str | None = None,
    entered: bool = True,
    **entry: Any,
) -> Resource:
    """A resource of the register with its catalogue entry, or without one; a field of None is left out."""
    stated = {"sharing_class": sharing_class, "data_changed": changed, "data_updated": updated}
    conditions = {"sharing_conditions": "none" if sharing_class == "unconditional" else "用于履行职责"}
    whole = _ENTRY | conditions | stated | entry
    return Resource(
        type="data_resource",
        id=identity,
        name=f"数据{identity}",
        regulation=regulation,
        provider=provider,
        properties={"regulation": regulation, "provider": provider, "sharing_class": sharing_class, **_opened(entry)},
        entry={key: value for key, value in whole.items() if value is not None} if entered else {},
    )


def _opened(entry: dict[str, Any]) -> dict[str, Any]:
    return {"openness": entry["openness"]} if "openness" in entry else {}


def fill_register(database: Database) -> None:
    """The organisations and resources, as the register learnt of them."""
    instants = iter((dt.datetime(2026, 1, 10, tzinfo=dt.UTC), dt.datetime(2026, 1, 11, tzinfo=dt.UTC), AFTER))
    moment = next(instants)
    register = Register(lambda: moment)
    with database.session() as session:
        units = [
            Subject(type="organization", id=key, name=name, properties={"kind": kind, "jurisdiction": area})
            for key, (name, kind, area) in UNITS.items()
        ]
        register.put_all(session, units, "tests")
    moment = next(instants)
    basis = {"legal_basis": {"level": "law", "citation": "法律", "filed_with": ["government_office"]}}
    with database.session() as session:
        listed = [
            resource("p1", "police", "conditional", changed="2026-03-02", updated="2026-03-05", **basis, **_RECIPIENTS),
            # No way of provision is stated, so the entry is not in order; the update was before the change.
            resource("p2", "police", "unconditional", changed="2026-04-01", updated="2026-03-01", provision_mode=None),
            resource("p3", "police", "excluded", changed="2025-12-31", **basis),
            resource("c1", "civil", "unconditional"),
            resource("d1", "civil", "unconditional", OTHER),
            resource("bare", "bare", "unconditional", entered=False),
            # Dazhou sets five working days for an update: from 2 March 2026 until the 9th.
            *(
                resource(name, "civil", "unconditional", OTHER, changed="2026-03-02", updated=updated, openness="open")
                for name, updated in {"in_time": "2026-03-09", "late": "2026-03-10", "never": None}.items()
            ),
        ]
        register.put_all(session, listed, "tests")
    moment = next(instants)
    with database.session() as session:
        running = resource("running", "civil", "unconditional", OTHER, changed="2026-11-20", openness="open")
        register.put_all(session, [resource("c2", "civil", "unconditional"), running], "tests")


_numbers = itertools.count()


def asked(subject: str, action: str, identity: str, effect: str, at: dt.datetime = IN, law: str = LAW) -> Entry:
    """The record of an evaluation."""
    return Entry(
        kind="evaluation",
        id=str(ULID()),
        at=microseconds(at) + (next(_numbers) if at == IN else 0),
        caller="platform",
        asked=b"{}",
        answered=b"{}",
        subject=subject,
        action=action,
        resource=identity,
        effect=effect,
        regulations=(law,),
    )


def found(actor: str, conduct: str, at: dt.datetime = IN, kind: str = "breach", law: str = LAW) -> Entry:
    """The record of a finding."""
    answer = {"findings": [{"kind": kind, "conduct": conduct, "article": f"{law}/art_31__item_1"}]}
    return Entry(
        kind="finding",
        id=str(ULID()),
        at=microseconds(at),
        caller="supervisor",
        asked=b"{}",
        answered=json.dumps(answer).encode(),
        subject=actor,
        effect="breach" if kind == "breach" else "",
        regulations=(law,),
    )


def entries() -> list[Entry]:
    """What the log has: of the period, of its borders, of other regulations."""
    return [
        *(asked("housing", "obtain", "p1", "permit") for _ in range(3)),
        asked("civil", "use", "p1", "permit", LAST),
        asked("civil", "obtain", "p1", "deny"),
        asked("housing", "publish", "p1", "permit"),
        asked("housing", "obtain", "c1", "permit"),
        asked("housing", "obtain", "unknown", "permit"),
        asked("housing", "obtain", "p1", "permit", NEXT),
        asked("housing", "obtain", "p1", "permit", law=OTHER),
        found("police", "late_update"),
        found("police", "late_update", NEXT),
        found("civil", "merit_process", kind="merit"),
        found("police", "late_update", law=OTHER),
    ]


def fill_log(url: str, directory: Path) -> None:
    """Records the entries as the service does."""

    async def record() -> None:
        async with evidence_log(url, directory) as log:
            await log.record_all(entries())
        log.database.close()

    asyncio.run(record())


def _case(kind: str, holder: str, opened: dt.datetime, closed: dt.datetime | None, law: str = LAW) -> CaseRow:
    return CaseRow(
        id=str(ULID()),
        regulation=law,
        procedure="p",
        kind=kind,
        subject_type="organization",
        subject_id="housing",
        resource_type="data_resource",
        resource_id="p1",
        holder=holder,
        state="s",
        final=closed is not None,
        version=1,
        asked={},
        opened_at=utc_text(opened),
        changed_at=utc_text(closed or opened),
    )


def fill_cases(database: Database) -> None:
    """The cases and deadlines."""
    with database.session() as session:
        session.add_all(_cases())
        for due, ended_on in DUE:
            for row in deadline("civil", due, ended_on, "access_reply", "liaoning_2019"):
                session.add(row)
                session.flush()


# Last days of deadlines under Liaoning, and when they were met.
DUE = (("2026-06-30", "2026-06-30"), ("2026-06-30", "2026-07-01"), ("2026-03-17", None), ("2026-12-31", None))


def _cases() -> Iterator[CaseRow]:
    before = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
    yield _case("correction", "police", before, dt.datetime(2025, 12, 20, tzinfo=dt.UTC))  # not of the period
    yield _case("correction", "police", before, IN)
    yield _case("correction", "police", IN, NEXT)  # open at the end of the period
    yield _case("application", "civil", IN, LAST)
    yield _case("complaint", "police", IN, None)
    yield _case("complaint", "police", NEXT, None)
    yield _case("complaint", "police", IN, None, OTHER)


def deadline(organization: str, due: str, ended_on: str | None, norm: str, law: str) -> tuple[CaseRow, DeadlineRow]:
    """A deadline with the case that it belongs to."""
    case = _case("application", organization, IN, None, law)
    ended = dt.datetime.fromisoformat(f"{ended_on}T02:00:00+00:00") if ended_on else None
    row = DeadlineRow(
        id=str(ULID()),
        case_id=case.id,
        regulation=law,
        norm=norm,
        article=f"{law}/art_1",
        bearer="provider",
        organization=organization,
        started_at=utc_text(IN),
        start="2026-03-10",
        days=5,
        unit="working_day",
        due=due,
        ended_at=utc_text(ended) if ended else None,
        ended_on=ended_on,
    )
    return case, row

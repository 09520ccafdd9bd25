"""Rows as the program wrote them under each revision of the schema: what a database holds before an upgrade.

A row is under the revision that first has all of its columns; a column that a row leaves out is NULL in it. They are
kept as they are when the program changes: they are what it must still be able to read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

_EARLIER, _LATER = "2026-03-02T01:00:00.000000Z", "2026-05-06T07:08:09.123456Z"
_RECORDED = {"recorded_at": _EARLIER, "recorded_by": "key:abcdefghij"}
_SUPERSEDED = {"superseded_at": _LATER, "superseded_by": "local"}
_SECOND = {"revision": 2, "recorded_at": _LATER, "recorded_by": "local"}
_ENDED = _SUPERSEDED | {"reason": "单位撤销 · dissolved"}
_PARTIES = {"subject": "xy-housing-bureau", "resource": "xy-population-base"}
_FIRST_SECRET, _SECOND_SECRET, _COOKIE = (hashlib.sha256(one).hexdigest() for one in (b"one", b"two", b"cookie"))

_REGISTER: Rows = {
    "register_subject": [
        {
            "revision": 1,
            **_RECORDED,
            **_ENDED,
            "id": "xy-housing-bureau",
            "type": "organization",
            "name": "襄阳市住房局",
            "properties": {"kind": "administrative_organ", "jurisdiction": "420600", "functions": ["housing"]},
            "roles": {},
            "entry": {"编号": "xy-housing-bureau"},
        },
        {
            **_SECOND,
            "id": "xy-housing-bureau",
            "type": "organization",
            "properties": {"kind": "administrative_organ", "jurisdiction": "420600"},
            "roles": {"xiangyang_2012": ["data_center"]},
            "entry": {},
        },
    ],
    "register_resource": [
        {
            "revision": 1,
            **_RECORDED,
            **_ENDED,
            "id": "xy-population-base",
            "type": "data_resource",
            "name": "人口基础信息",
            "regulation": "xiangyang_2012",
            "provider": "xy-public-security",
            "properties": {"regulation": "xiangyang_2012", "provider": "xy-public-security", "investment_yuan": 1.5},
            "entry": {"name": "人口基础信息", "update_cycle": None},
        },
        {**_SECOND, "id": "xy-population-base", "type": "data_resource", "properties": {}, "entry": {}},
    ],
    "register_agreement": [
        {"revision": 1, **_RECORDED, **_ENDED, "id": "A-1", **_PARTIES, "fields": {"kind": "confidentiality"}},
        {**_SECOND, "id": "A-1", **_PARTIES, "fields": {"kind": "use_and_protection", "with": "provider"}},
    ],
    "register_approval": [
        {"revision": 1, **_RECORDED, **_ENDED, "id": "P-1", **_PARTIES, "fields": {"act": "access"}},
        {**_SECOND, "id": "P-1", **_PARTIES, "fields": {"act": "access", "by": "data_center", "expires": _LATER}},
    ],
    "register_change": [
        {"kind": "subject", "first": "organization", "second": "xy-housing-bureau"},
        {"kind": "approval", "first": "xy-housing-bureau", "second": "xy-population-base"},
    ],
}

_IDENTITY: Rows = {
    "identity_keys": [
        {
            "id": "abcdefghij",
            "name": "共享平台",
            "grants": ["consumer@*", "platform@xiangyang_2012"],
            "scopes": ["evaluate"],
            "organization": "xy-housing-bureau",
            "may_assert": True,
            "created_at": 1772413200.25,
            "expires_at": 1803949200.0,
            "revoked_at": 1788051600.0,
            "used_at": 1780000000.5,
        },
        {"id": "klmnopqrst", "name": "审计", "grants": ["auditor@*"], "may_assert": False, "created_at": 1772413201.0},
    ],
    "identity_secrets": [
        {"digest": _FIRST_SECRET, "key_id": "abcdefghij", "created_at": 1772413200.25, "expires_at": 1772500000.0},
        {"digest": _SECOND_SECRET, "key_id": "klmnopqrst", "created_at": 1772413201.0},
    ],
    "identity_sessions": [
        {
            "digest": _COOKIE,
            "key_id": "klmnopqrst",
            "principal": {"name": "key:klmnopqrst", "grants": ["auditor@*"], "may_assert": False},
            "created_at": 1772413300.0,
            "seen_at": 1772413400.0,
            "expires_at": 1772442100.0,
        },
        {
            "digest": hashlib.sha256(b"of a token").hexdigest(),
            "principal": {"name": "https://issuer.example#法务", "grants": ["legal_reviewer@*"]},
            "created_at": 1772413300.0,
            "seen_at": 1772413400.0,
            "expires_at": 1772442100.0,
        },
    ],
}

_CASE: Row = {
    "regulation": "xiangyang_2012",
    "procedure": "access",
    "kind": "application",
    "subject_type": "organization",
    "subject_id": "xy-housing-bureau",
    "resource_type": "data_resource",
    "resource_id": "xy-population-base",
    "state": "filed",
    "final": False,
    "version": 1,
    "asked": {"context": {"purpose": {"text": "核对保障资格", "within_duties": True}}},
    "opened_at": _EARLIER,
    "changed_at": _LATER,
}
_ACT: Row = {
    "act": "file",
    "caller": "key:abcdefghij",
    "organization": "xy-housing-bureau",
    "role": "consumer",
    "article": "xiangyang_2012/art_14__para_1",
    "competence": "xiangyang_2012/art_14__para_1",
    "inputs": {"reasons": "履行职责需要"},
    "from_state": "",
    "to_state": "filed",
    "at": _EARLIER,
    "policy_revision": "sha256:" + "0" * 64,
    "digest": hashlib.sha256(b"asked").hexdigest(),
    "answer": {"id": "01KA", "state": {"id": "filed", "zh": "已提出"}},
    "recorded": True,
}
_DEADLINE: Row = {
    "regulation": "xiangyang_2012",
    "norm": "access_review",
    "article": "xiangyang_2012/art_14__para_2",
    "bearer": "data_center",
    "started_at": _EARLIER,
    "start": "2026-03-02",
    "unit": "working_day",
}

_PROCEDURES: Rows = {
    "procedure_case": [{"id": "01KA", "holder": "xy-public-security", **_CASE}, {"id": "01KB", **_CASE, "final": True}],
    "procedure_act": [
        {"id": "01KAA", "case_id": "01KA", "number": 1, "key": "同一申请-1", **_ACT},
        {"id": "01KBA", "case_id": "01KB", "number": 1, **_ACT, "recorded": False},
    ],
    "procedure_deadline": [
        {
            "id": "01KAD",
            "case_id": "01KA",
            **_DEADLINE,
            "organization": "xy-data-center",
            "days": 5,
            "due": "2026-03-09",
            "ended_at": _LATER,
            "ended_on": "2026-05-06",
            "finding": {"findings": [{"conduct": "application_mishandled"}]},
            "found_at": _LATER,
        },
        {"id": "01KBD", "case_id": "01KB", **_DEADLINE, "term": "promptly"},
    ],
}

_NOTIFICATIONS: Rows = {
    "notification_subscription": [
        {
            "id": "01KS1",
            "name": "数据中心值班",
            "channel": "email",
            "address": "duty@example.org",
            "events": ["deadline.warned"],
            "regulations": ["xiangyang_2012"],
            "organization": "xy-data-center",
            "created_at": 1780000000.0,
            "ended_at": 1790000000.0,
            "ended_because": "410",
        },
        {"id": "01KS2", "name": "平台", "channel": "webhook", "address": "https://p.example/h", "created_at": 1.5},
    ],
    "notification_event": [
        {
            "id": "01KE",
            "type": "deadline.warned",
            "source": "01KCD",
            "body": {"title": "期限将届满"},
            "at": 1780000001.0,
        }
    ],
    "notification_delivery": [
        {
            "id": "01KN1",
            "event_id": "01KE",
            "subscription_id": "01KS1",
            "state": "given_up",
            "attempts": 7,
            "due_at": 1780000100.0,
            "lease": "01KL",
            "lease_until": 1780000200.0,
            "error": "550 no such mailbox",
            "done_at": 1780000300.0,
        },
        {
            "id": "01KN2",
            "event_id": "01KE",
            "subscription_id": "01KS2",
            "state": "waiting",
            "attempts": 0,
            "due_at": 0.0,
        },
    ],
    "procedure_deadline": [{"id": "01KCD", "case_id": "01KB", **_DEADLINE, "days": 10, "warned_at": _LATER}],
}

_FILED = {"filed": True, "received": _EARLIER, "refused_by_provider": False}
_APPLICATIONS: Rows = {
    "register_application": [
        {
            "revision": 1,
            **_RECORDED,
            **_ENDED,
            "id": "01KA",
            **_PARTIES,
            "told": {"action": "obtain", "application": _FILED},
        },
        {
            **_SECOND,
            "id": "01KA",
            **_PARTIES,
            "told": {"action": "obtain", "application": _FILED | {"refused_by_provider": True}},
        },
    ],
}

WRITTEN: Mapping[str, Rows] = {
    "0001": _REGISTER,
    "0002": _IDENTITY,
    "0003": _PROCEDURES,
    "0004": _NOTIFICATIONS,
    "0005": _APPLICATIONS,
}


def rows_at(revision: str) -> dict[str, list[Row]]:
    """What a database of that revision holds, by table."""
    found: dict[str, list[Row]] = {}
    for written in sorted(one for one in WRITTEN if one <= revision):
        for table, rows in WRITTEN[written].items():
            found.setdefault(table, []).extend(rows)
    return found

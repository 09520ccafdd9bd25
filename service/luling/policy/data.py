"""The law as data, in the form in which policies read it (`data.law`, `data.competence`).

A mechanical step: dates become instants of fixed width in UTC, so that text order is time order on every engine; open
ends become the first and the last instant; yuan become fen; eIds become full citations. Nothing is decided here.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from luling.law.regulation import DatedValue, LawError, Parameter, Regulation, read

FIRST_INSTANT = "0001-01-01T00:00:00.000000Z"
LAST_INSTANT = "9999-12-31T23:59:59.999999Z"
_ZONE = ZoneInfo("Asia/Shanghai")


def instant(day: dt.date) -> str:
    """The first instant of a legal day (Asia/Shanghai), as UTC text of fixed width."""
    start = dt.datetime.combine(day, dt.time(), _ZONE).astimezone(dt.UTC)
    return start.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def policy_data(regulations: dict[str, Regulation], competence: list[dict[str, str]]) -> dict[str, Any]:
    """`data.law` and `data.competence` of the regulations and the rows of the competence table."""
    table: dict[str, Any] = {}
    for row in competence:
        roles = table.setdefault(row["regulation"], {}).setdefault(row["act"], {})
        entry = roles.setdefault(row["role"], {"scopes": [], "article": f"{row['regulation']}/{row['article']}"})
        entry["scopes"].append(row["scope"])
    return {"law": {key: _law(value) for key, value in regulations.items()}, "competence": table}


def read_regulations(rules: Path) -> dict[str, Regulation]:
    """The regulations of a rules directory, by id, in the order of their ids.

    Raises:
        LawError: a file is wrong, or a folder is not named as its regulation.
    """
    found = {}
    for path in sorted(rules.glob("*/regulation.yaml")):
        regulation = read(Regulation, path)
        if regulation.id != path.parent.name:
            raise LawError(f"{path}: `id`: is `{regulation.id}`, the folder is `{path.parent.name}`")
        found[regulation.id] = regulation
    return found


def read_competence(table: Path) -> list[dict[str, str]]:
    """The rows of the competence table.

    Raises:
        LawError: a row has not exactly the columns of the table; names file and line.
    """
    columns = ("role", "regulation", "act", "scope", "article")
    rows = []
    with table.open(encoding="utf-8", newline="") as lines:
        for number, fields in enumerate(csv.reader(lines, skipinitialspace=True), start=1):
            if not fields or fields[0].startswith("#"):
                continue
            if fields[0] != "p" or len(fields) != len(columns) + 1 or not all(fields):
                raise LawError(f"{table}:{number}: expected `p, {', '.join(columns)}`")
            rows.append(dict(zip(columns, fields[1:], strict=True)))
    return rows


def _law(regulation: Regulation) -> dict[str, Any]:
    def cited(eid: str) -> str:
        return f"{regulation.id}/{eid}"

    effective = regulation.effective
    return {
        "area": regulation.jurisdiction.codes,
        "scope_article": cited(regulation.scope_article),
        "effective": {
            "from": instant(effective.from_) if effective.from_ else FIRST_INSTANT,
            "until": instant(effective.until) if effective.until else LAST_INSTANT,
        },
        "parameters": {name: _parameter(parameter) for name, parameter in regulation.parameters.items()},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "unit": parameter.unit,
        "starts": parameter.starts,
        "bearer": parameter.bearer,
        "values": [_value(parameter, value) for value in parameter.values],
    }


def _value(parameter: Parameter, dated: DatedValue) -> dict[str, Any]:
    value = dated.value
    if parameter.unit == "yuan" and isinstance(value, int):
        value *= 100
    return {
        "from": instant(dated.from_) if dated.from_ else FIRST_INSTANT,
        "until": instant(dated.until) if dated.until else LAST_INSTANT,
        "value": value,
    }

"""A report as an HTML page to be read and printed: A4, Chinese first, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from luling.reporting.charts import charts
from luling.reporting.layout import NO_DATA, columns, role_names, shown_value, total_row, unit_row

MEDIA_TYPE = "text/html; charset=utf-8"
_MOST_ROWS = 30


def page(report: Mapping[str, Any]) -> str:
    """The page of a report document."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            charts=dict.fromkeys(("units", *(table["id"] for table in report["tables"])), "") | charts(report),
            columns=columns(report),
            made_at=report["made_at"][:16].replace("T", " "),
            most=_MOST_ROWS,
            policy=content_security_policy(),
            no_data=NO_DATA,
            roles=role_names,
            row=lambda unit, shown: list(unit_row(unit, shown)),
            shown=shown_value,
            style=_style(),
            totals=lambda whole, shown: list(total_row(whole, shown)),
        )
    )


def content_security_policy() -> str:
    """What a browser needs to be allowed for the page: its own style sheet, and nothing else."""
    digest = base64.b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return (files("luling.reporting") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("luling.reporting"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )

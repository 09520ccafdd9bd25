"""`GET /v1/reports/{regulation}` and `GET /v1/duties`: the reports that a regulation asks for, and what recurs when."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from luling.api.law import known_regulation
from luling.api.problems import HttpProblem
from luling.decision.point import DecisionPoint
from luling.law.calendar import ZONE
from luling.reporting import page, workbook
from luling.reporting.duties import duties, known_reports
from luling.reporting.making import Reporting, UnknownReportError
from luling.request.errors import RequestError, problem
from luling.request.normalisation import parse_day

_LONGEST = 100  # years of one calendar


class Format(StrEnum):
    """The forms of a report."""

    json = "json"
    xlsx = "xlsx"
    html = "html"


def router(point: DecisionPoint, reporting: Reporting) -> APIRouter:
    """The routes of reports and recurring duties."""
    routes = APIRouter(tags=["compliance"])

    @routes.get(
        "/v1/reports/{regulation}",
        summary="报告 · a report of a period; without `report`, which there are",
        responses={
            200: {
                "content": {
                    workbook.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
                    "text/html": {"schema": {"type": "string"}},
                }
            }
        },
    )
    async def report(
        regulation: str,
        report: Annotated[str | None, Query(description="哪一份报告 · which report")] = None,
        period: Annotated[str | None, Query(description="2026, 2026-H1, 2026-Q3, 2026-11; 默认本年 this year")] = None,
        form: Annotated[Format, Query(alias="format", description="形式 · the form")] = Format.json,
        weight: Annotated[list[str] | None, Query(description="权重 指标:数 · criterion:number")] = None,
    ) -> Response:
        law = known_regulation(point, regulation)
        if report is None:
            return _json({"regulation": regulation, "reports": known_reports(law, reporting.reports(regulation))})
        try:
            asked = reporting.read(regulation, report, period, weight or ())
        except UnknownReportError as error:
            raise HttpProblem(404, f"`{regulation}` 没有报告 `{report}`", str(error)) from error
        made = await reporting.make(asked)
        if form is Format.xlsx:
            name = f"luling-{regulation}-{report}-{made['period']['id']}.xlsx"
            shown = {"Content-Disposition": f'attachment; filename="{name}"'}
            return Response(
                await asyncio.to_thread(workbook.workbook, made), media_type=workbook.MEDIA_TYPE, headers=shown
            )
        if form is Format.html:
            shown = {"Content-Security-Policy": f"{page.content_security_policy()}; frame-ancestors 'none'"}
            return Response(await asyncio.to_thread(page.page, made), media_type=page.MEDIA_TYPE, headers=shown)
        return _json(made)

    @routes.get("/v1/duties", summary="定期事项 · what has to be done again and again, by period")
    async def calendar(
        regulation: Annotated[str | None, Query(description="一部法规 · of one regulation")] = None,
        first: Annotated[str | None, Query(alias="from", description="起 · from this day (YYYY-MM-DD)")] = None,
        last: Annotated[str | None, Query(alias="to", description="止 · to this day, counted")] = None,
    ) -> dict[str, Any]:
        today = dt.datetime.now(ZONE).date()
        start = _day("from", first, today.replace(month=1, day=1))
        end = _day("to", last, start.replace(month=12, day=31))
        if end < start or end.year - start.year > _LONGEST:
            raise RequestError(problem("to", "早于起日, 或者太远", "is before `from`, or too far from it"))
        laws = point.knowledge.regulations
        asked = laws if regulation is None else {regulation: known_regulation(point, regulation)}
        return {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "duties": [one for law in asked.values() for one in duties(point.knowledge, law, start, end)],
        }

    return routes


def _day(name: str, text: str | None, default: dt.date) -> dt.date:
    if text is None:
        return default
    found = parse_day(text)
    if found is None:
        raise RequestError(problem(name, f"不是日期(YYYY-MM-DD): `{text}`", f"is no day (YYYY-MM-DD): `{text}`"))
    return found


def _json(content: Any) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")

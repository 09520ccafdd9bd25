"""Liveness and readiness."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.audit.log import EvidenceLog
from luling.decision.point import DecisionPoint


def router(point: DecisionPoint, log: EvidenceLog | None, identity: str) -> APIRouter:
    """The routes for whoever runs the service. `identity` is the setting of this name."""
    routes = APIRouter(prefix="/health", tags=["operations"])

    @routes.get("/live", summary="进程存活 · the process is alive")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/ready", summary="能否裁决 · whether it can decide")
    async def ready(request: Request) -> Response:
        """`ok`; `degraded` (200) where a changed policy does not load and the earlier one stays in force, with the
        message; `unavailable` (503) where the engine does not answer or the evidence log cannot be written. Somebody
        unknown learns the status only."""
        status = point.status
        fault = (log and log.fault) or await point.fault()
        state = "unavailable" if fault else "degraded" if status.problem else "ok"
        content: dict[str, Any] = {
            "status": state,
            "engine": point.engine_name,
            "policy_revision": status.revision,
            "loaded_at": status.loaded_at.isoformat(),
            "problem": fault or status.problem,
            "identity": identity,
        }
        if request.state.caller is None:
            content = {"status": state}
        return Response(
            json.dumps(content, ensure_ascii=False), status_code=503 if fault else 200, media_type="application/json"
        )

    return routes

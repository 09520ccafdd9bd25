"""The metadata of the decision point (AuthZEN 1.0, section 9): where its endpoints are."""

from __future__ import annotations

import json

from fastapi import APIRouter
from starlette.responses import Response

from luling.api import search
from luling.api.evaluation import EVALUATION, EVALUATIONS
from luling.api.problems import HttpProblem
from luling.settings import Settings

METADATA = "/.well-known/authzen-configuration"
_ENDPOINTS = {
    "access_evaluation_endpoint": EVALUATION,
    "access_evaluations_endpoint": EVALUATIONS,
    **{f"search_{target}_endpoint": path for target, path in search.PATHS.items()},
}
_AN_HOUR = "max-age=3600"


def router(settings: Settings) -> APIRouter:
    """The well-known address. Where the decision point's URL has a path, the metadata are also found with that path
    after the well-known one, as the specification has it (section 9.2).

    No capabilities are listed: none has been registered, and what has no value is left out (section 9.2.2).
    """
    routes = APIRouter(tags=["AuthZEN 1.0"])
    # From configuration, never from the Host header: a client must not be led to another decision point.
    base = str(settings.public_url).rstrip("/")
    content = json.dumps({"policy_decision_point": base, **{name: base + path for name, path in _ENDPOINTS.items()}})

    def document() -> Response:
        return Response(content, media_type="application/json", headers={"Cache-Control": _AN_HOUR})

    @routes.get(METADATA, summary="裁决点元数据 · metadata of the decision point")
    async def metadata() -> Response:
        return document()

    @routes.get(METADATA + "/{tenant:path}", summary="带路径的裁决点的元数据 · metadata of one below a path")
    async def metadata_below_a_path(tenant: str) -> Response:
        if tenant.strip("/") != (settings.public_url.path or "").strip("/"):
            raise HttpProblem(404, "没有此裁决点", "no such decision point")
        return document()

    return routes

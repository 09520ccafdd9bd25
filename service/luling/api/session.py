"""Login and logout of the desk: an API key or a bearer token becomes a session, kept in a cookie."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from luling.api.credentials import COOKIE
from luling.api.problems import HttpProblem
from luling.identity.authentication import Authentication
from luling.identity.principal import CredentialError, Principal, UnavailableError
from luling.identity.sessions import csrf_token

_NO_STORE = {"Cache-Control": "no-store"}


def router(authentication: Authentication) -> APIRouter:
    """The routes of sessions."""
    routes = APIRouter(prefix="/v1/session", tags=["identity"])

    @routes.post("", status_code=201, summary="登录 · log in with `Authorization: Bearer …`")
    async def login(request: Request) -> Response:
        """A new session with a new id; the one that the browser may have brought along ends."""
        shown = request.headers.get("authorization", "").partition(" ")[2].strip()
        if not shown:
            raise HttpProblem(400, "登录须出示密钥或者令牌", "a login shows an API key or a token")
        try:
            id_, session = await authentication.login(shown)
            if brought := request.cookies.get(COOKIE):
                await authentication.logout(brought)
        except CredentialError as error:
            raise HttpProblem(401, error.zh, error.en, {"WWW-Authenticate": 'Bearer realm="luling"'}) from None
        except UnavailableError:
            raise HttpProblem(503, "暂时无法登录", "no login is possible now", {"Retry-After": "1"}) from None
        response = _json(_shown(session.principal, session.expires) | {"csrf_token": csrf_token(id_)}, 201)
        response.set_cookie(COOKIE, id_, path="/", secure=True, httponly=True, samesite="strict")
        return response

    @routes.get("", summary="当前身份 · who I am here")
    async def current(request: Request) -> Response:
        principal: Principal = request.state.principal
        id_ = request.state.session_id
        return _json(_shown(principal, principal.expires) | ({"csrf_token": csrf_token(id_)} if id_ else {}), 200)

    @routes.delete("", status_code=204, summary="退出 · log out")
    async def logout(request: Request) -> Response:
        if request.state.session_id:
            try:
                await authentication.logout(request.state.session_id)
            except UnavailableError:
                raise HttpProblem(503, "暂时无法退出", "no logout is possible now", {"Retry-After": "1"}) from None
        response = Response(status_code=204, headers=_NO_STORE)
        response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        return response

    return routes


def _shown(principal: Principal, expires: float | None) -> dict[str, Any]:
    return {
        "name": principal.name,
        "roles": sorted(map(str, principal.grants)),
        "scopes": None if principal.scopes is None else sorted(principal.scopes),
        "organization": principal.organization,
        "expires": expires,
    }


def _json(content: dict[str, Any], status: int) -> Response:
    body = json.dumps(content, ensure_ascii=False)
    return Response(body, status_code=status, media_type="application/json", headers=_NO_STORE)

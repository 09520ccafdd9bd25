"""The table of access: every route has its line, and what no line allows is refused."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from luling.api.app import create_app
from luling.identity.access import Access
from luling.identity.endpoints import Domain, Endpoint, Endpoints
from luling.identity.principal import Grant, Principal
from luling.settings import Settings

ENDPOINTS, ACCESS = Endpoints(), Access()


def routes(tmp_path: Path) -> Iterator[tuple[str, str, Any]]:
    """Method, path and handler of every route of the application, plain ASGI ones and those of FastAPI."""
    app = create_app(Settings(identity="required", database=f"sqlite:///{tmp_path / 'luling.db'}", evidence="off"))
    for found in iter_route_contexts(app.routes):
        route = getattr(found, "route", found)
        path = getattr(found, "path", None) or route.path
        if isinstance(route, Mount):
            yield "GET", f"{path}/{{path:path}}", route
            continue
        for method in getattr(found, "methods", None) or route.methods or ():
            if method != "HEAD":
                yield method, path, route


def test_every_route_has_a_line_and_every_line_a_route(tmp_path: Path) -> None:
    served = {(method, path) for method, path, _ in routes(tmp_path)}
    listed = {(one.method, one.path) for one in ENDPOINTS.all}
    assert served - listed == set(), "without a line in identity/endpoints.csv callers will not find these"
    assert listed - served == set(), "lines of identity/endpoints.csv for routes that there are not"


def test_handlers_that_must_check_the_regulation_look_at_the_caller(tmp_path: Path) -> None:
    handled = {(one.method, one.path) for one in ENDPOINTS.all if one.domain in {Domain.handler, Domain.caller}}
    for method, path, route in routes(tmp_path):
        if (method, path) in handled:
            handler = getattr(route, "endpoint", None) or route.app
            module = inspect.getmodule(inspect.unwrap(handler)) or inspect.getmodule(type(handler))
            assert module, path
            assert "caller" in inspect.getsource(module), f"{method} {path} does not ask who calls"


def test_endpoints_with_the_regulation_in_their_path_say_where() -> None:
    named = [one.path for one in ENDPOINTS.all if one.domain is Domain.path]
    assert [path for path in named if "{regulation}" not in path] == []


def test_every_object_and_act_of_an_endpoint_is_allowed_to_somebody() -> None:
    assert {one.scope for one in ENDPOINTS.all} - ACCESS.scopes == set()


def test_only_health_metadata_and_documentation_are_open_to_anybody() -> None:
    public = {one.object for one in ENDPOINTS.all if ACCESS.verdict(None, one).allowed}
    assert public == {"health", "metadata", "documentation"}


@pytest.mark.parametrize("endpoint", ENDPOINTS.all, ids=lambda one: f"{one.method} {one.path}")
def test_somebody_without_a_role_gets_no_further_than_anybody(endpoint: Endpoint) -> None:
    nobody = Principal("key:x", frozenset())
    assert ACCESS.verdict(nobody, endpoint).allowed == ACCESS.verdict(None, endpoint).allowed


def _endpoint(object_: str, act: str) -> Endpoint:
    return Endpoint("POST", "/x", object_, act, Domain.none)


def test_a_role_holds_under_its_regulation_only() -> None:
    grants = frozenset({Grant("authority", "sanya_2007"), Grant("auditor", "dazhou"), Grant("consumer", "dazhou")})
    assert ACCESS.allows(grants, "register", "write", "sanya_2007")
    assert not ACCESS.allows(grants, "register", "write", "dazhou")
    assert not ACCESS.allows(grants, "evidence", "read", "sanya_2007")
    verdict = ACCESS.verdict(Principal("key:x", grants), _endpoint("case", "act"))
    assert verdict.regulations == {"sanya_2007", "dazhou"}
    assert ACCESS.verdict(Principal("key:x", grants), _endpoint("register", "write")).regulations == {"sanya_2007"}


def test_a_role_that_holds_everywhere_holds_under_any_regulation() -> None:
    everywhere = frozenset({Grant("authority", "*")})
    assert ACCESS.allows(everywhere, "register", "write", "a_sixth_one")
    assert ACCESS.verdict(Principal("key:x", everywhere), _endpoint("register", "write")).regulations is None


def test_scopes_narrow_and_never_widen() -> None:
    grants = frozenset({Grant("auditor", "*")})
    narrowed = Principal("key:x", grants, scopes=frozenset({"metrics:read", "register:write"}))
    assert ACCESS.verdict(narrowed, _endpoint("metrics", "read")).allowed
    evidence = ACCESS.verdict(narrowed, _endpoint("evidence", "read"))
    assert (evidence.allowed, evidence.scope) == (False, "evidence:read")
    # The scope names what the role does not allow: no scope helps then, and none is asked for.
    write = ACCESS.verdict(narrowed, _endpoint("register", "write"))
    assert (write.allowed, write.scope) == (False, None)


def test_what_no_row_names_is_refused_to_everybody() -> None:
    grants = frozenset(Grant(role, "*") for role in ACCESS.roles)
    assert not ACCESS.verdict(Principal("key:x", grants), _endpoint("register", "burn")).allowed
    assert not ACCESS.verdict(Principal("key:x", grants), _endpoint("", "")).allowed


def test_auditors_write_nothing_and_administrators_see_no_evidence() -> None:
    def may(role: str) -> set[str]:
        grants = frozenset({Grant(role, "*")})
        return {scope for scope in ACCESS.scopes if ACCESS.allows(grants, *scope.split(":"), "dazhou")}

    assert {scope.split(":")[1] for scope in may("auditor") if not scope.startswith("session:")} == {"read"}
    assert not {"evidence:read", "case:act"} & may("administrator")


def test_unknown_roles_and_scopes_are_named() -> None:
    with pytest.raises(ValueError, match="no role `king`"):
        ACCESS.check(frozenset({Grant("king", "*")}), None)
    with pytest.raises(ValueError, match="no scope `a:b`"):
        ACCESS.check(frozenset(), frozenset({"a:b"}))
    for public in ("anyone", "member"):
        with pytest.raises(ValueError, match=public):
            ACCESS.check(frozenset({Grant(public, "*")}), None)
    for text in ("auditor", "auditor@", "@dazhou", "auditor@dazhou@x", "auditor@达州", "a b@*"):
        with pytest.raises(ValueError, match="no role with its domain"):
            Grant.parse(text)


def test_paths_are_found_whole() -> None:
    lines = [
        Endpoint("GET", "/a/{x}", "o", "r", Domain.none),
        Endpoint("GET", "/a/fixed", "o", "s", Domain.none),
        Endpoint("GET", "/m/{rest:path}", "o", "t", Domain.none),
    ]
    endpoints = Endpoints(lines)
    found = endpoints.find("/a/fixed")
    assert found
    assert found[0]["GET"].act == "s"
    found = endpoints.find("/a/other")
    assert found
    assert (found[0]["GET"].act, found[1]) == ("r", {"x": "other"})
    assert endpoints.find("/m/deep/er")
    for path in ("/a", "/a/", "/a/b/c", "/a/fixed/", "//a/fixed", "/A/fixed", "/x/a/fixed"):
        assert endpoints.find(path) is None, path
    with pytest.raises(ValueError, match="two lines"):
        Endpoints([lines[0], lines[0]])

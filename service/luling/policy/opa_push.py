"""Handing a policy set over to an OPA server by its REST API.

OPA takes policies one at a time and compiles the whole after each. A package whose functions are not there yet is
refused, and so is the removal of one that is still called; what is refused is tried again after the others. The
revision is taken away first and written last, so a server that has it has the whole set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from opa_client.errors import DeletePolicyError, RegoParseError
from opa_client.opa_async import AsyncOpaClient

from luling.policy.opa_modules import Merged, merged
from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

PREFIX = "luling/"  # of the ids of our policies; others on the server are left alone
_REVISION = "luling_revision"
_PARSE_ERROR = "rego_parse_error"


def served(entrypoint: str) -> str:
    """The package that gives answer and revision in one query, so that neither can be of another policy set."""
    return f"luling_served.{entrypoint.replace('.', '_')}"


def served_module(entrypoint: str) -> str:
    """The module of that package."""
    return f"package {served(entrypoint)}\n\nrevision := data.{_REVISION}.revision\n\nanswer := data.{entrypoint}\n"


async def push(client: AsyncOpaClient, policies: PolicySet, entrypoints: Iterable[str]) -> None:
    """Make the server hold this policy set and no other of ours.

    Raises:
        PolicyError: OPA refuses it; the server then has no revision.
        Exception: whatever the client raises for a server that does not answer.
    """
    modules = {f"{PREFIX}{package}": module for package, module in merged(policies.modules).items()}
    for entrypoint in entrypoints:
        name = served(entrypoint)
        modules[f"{PREFIX}{name}"] = Merged(served_module(entrypoint), ((name, 0),))
    # Another worker may have pushed the same set: then nothing changes on the way, and its answers go on.
    if await _held(client) != policies.revision:
        await client.update_or_create_data({"revision": None}, _REVISION)
    for key, value in policies.data.items():
        await client.update_or_create_data(value, key)
    problems = await _settle(client, modules, await _ours(client) - modules.keys())
    if problems and not any(code == _PARSE_ERROR for code, _ in problems):
        # Old and new modules may be unable to stand together on the way: start from an empty server.
        await _settle(client, {}, await _ours(client))
        problems = await _settle(client, modules, ())
    if problems:
        raise PolicyError(*(problem for _, problem in problems))
    await client.update_or_create_data({"revision": policies.revision}, _REVISION)


async def _held(client: AsyncOpaClient) -> Any:
    result = (await client.query_rule({}, _REVISION)).get("result")
    return result.get("revision") if isinstance(result, dict) else None


async def _ours(client: AsyncOpaClient) -> set[str]:
    return {name for name in await client.get_policies_list() if name.startswith(PREFIX)}


async def _settle(
    client: AsyncOpaClient, modules: Mapping[str, Merged], stale: Iterable[str]
) -> list[tuple[str, PolicyProblem]]:
    """Put the modules and delete the stale ones in the order in which OPA takes them; what it never takes, by code."""
    left = [*sorted(modules), *sorted(stale)]
    while left:
        found = {name: await _change(client, name, modules) for name in left}
        refused = [name for name in left if found[name]]
        problems = [problem for name in refused for problem in found[name]]
        if len(refused) == len(left) or any(code == _PARSE_ERROR for code, _ in problems):
            return problems
        left = refused
    return []


async def _change(client: AsyncOpaClient, name: str, modules: Mapping[str, Merged]) -> list[tuple[str, PolicyProblem]]:
    """Put one module, or delete it where there is none of that name; what OPA has against it."""
    try:
        if name in modules:
            # rego_compat would rewrite a refused policy until OPA takes it: what is pushed must be what was read.
            await client.update_policy_from_string(modules[name].text, name, rego_compat=False)
        else:
            await client.delete_policy(name)
    except DeletePolicyError as error:
        return [("", PolicyProblem(name.removeprefix(PREFIX), None, str(error.message)))]
    except RegoParseError as error:
        return [_problem(name, modules, item) for item in error.errors] or [
            ("", PolicyProblem(name.removeprefix(PREFIX), None, str(error.message)))
        ]
    return []


def _problem(name: str, modules: Mapping[str, Merged], error: Mapping[str, Any]) -> tuple[str, PolicyProblem]:
    location = error.get("location") or {}
    name = location.get("file", name)
    file, line = modules[name].place(location["row"]) if name in modules and "row" in location else (name, None)
    return str(error.get("code", "")), PolicyProblem(file, line, str(error.get("message", "refused")))

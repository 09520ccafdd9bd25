"""Handing a policy set over to an OPA server by its REST API.

OPA takes policies one at a time and compiles the whole after each. A module whose functions are not there yet is
refused, and so is the removal of one that is still called; what is refused is tried again after the others. The
revision is taken away first and written last, so a server that has it has the whole set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from opa_client.errors import DeletePolicyError, RegoParseError
from opa_client.opa_async import AsyncOpaClient

from luling.policy.sources import PolicyError, PolicyProblem, PolicySet

PREFIX = "luling/"  # of the ids of our policies; others on the server are left alone
SERVED = "luling_served"
_REVISION = "luling_revision"
_PARSE_ERROR = "rego_parse_error"


def served_module(entrypoint: str) -> str:
    """The module that gives answer and revision in one query, so that neither can be of another policy set."""
    return f"package {SERVED}\n\nrevision := data.{_REVISION}.revision\n\nanswer := data.{entrypoint}\n"


async def push(client: AsyncOpaClient, policies: PolicySet, entrypoint: str) -> None:
    """Make the server hold this policy set and no other of ours.

    Raises:
        PolicyError: OPA refuses it; the server then has no revision.
        Exception: whatever the client raises for a server that does not answer.
    """
    modules = {f"{PREFIX}{path}": text for path, text in policies.modules.items()}
    modules[f"{PREFIX}served"] = served_module(entrypoint)
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


async def _ours(client: AsyncOpaClient) -> set[str]:
    return {name for name in await client.get_policies_list() if name.startswith(PREFIX)}


async def _settle(
    client: AsyncOpaClient, modules: Mapping[str, str], stale: Iterable[str]
) -> list[tuple[str, PolicyProblem]]:
    """Put the modules and delete the stale ones in the order in which OPA takes them; what it never takes, by code."""
    open_: dict[str, str | None] = dict(sorted(modules.items())) | dict.fromkeys(sorted(stale))
    while open_:
        refused: dict[str, str | None] = {}
        problems: list[tuple[str, PolicyProblem]] = []
        for name, text in open_.items():
            found = await _change(client, name, text)
            if found:
                refused[name] = text
                problems += found
        if len(refused) == len(open_) or any(code == _PARSE_ERROR for code, _ in problems):
            return problems
        open_ = refused
    return []


async def _change(client: AsyncOpaClient, name: str, text: str | None) -> list[tuple[str, PolicyProblem]]:
    """Put one module, or delete it where there is no text; what OPA has against it."""
    try:
        if text is None:
            await client.delete_policy(name)
        else:
            # rego_compat would rewrite a refused policy until OPA takes it: what is pushed must be what was read.
            await client.update_policy_from_string(text, name, rego_compat=False)
    except DeletePolicyError as error:
        return [("", PolicyProblem(name.removeprefix(PREFIX), None, str(error.message)))]
    except RegoParseError as error:
        return [_problem(name, item) for item in error.errors] or [
            ("", PolicyProblem(name.removeprefix(PREFIX), None, str(error.message)))
        ]
    return []


def _problem(name: str, error: Mapping[str, object]) -> tuple[str, PolicyProblem]:
    location = error.get("location")
    location = location if isinstance(location, dict) else {}
    file = str(location.get("file") or name).removeprefix(PREFIX)
    return str(error.get("code", "")), PolicyProblem(file, location.get("row"), str(error.get("message", "refused")))

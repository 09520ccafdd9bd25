"""A search request of AuthZEN 1.0 (section 8): what is asked, and which page of the answer.

One part of the request is the target: its type is told and its id is not, since the ids are what is searched for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from luling.request.errors import Problem, RequestError, problem
from luling.request.normalisation import normalise, parse_instant, utc_text
from luling.request.vocabulary import Vocabulary

Target = Literal["subject", "resource", "action"]
TARGETS: tuple[Target, ...] = get_args(Target)
PARTS = ("subject", "action", "resource", "context")
_KEYS: Mapping[str, tuple[str, ...]] = {"subject": ("type", "id"), "resource": ("type", "id"), "action": ("name",)}
_PROBE = "probe"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is searched for, in which request, and which page of it.

    `request` is the evaluation request of every candidate, without what names the candidate. `limit` is None where the
    caller named none, `token` empty for the first page.
    """

    target: Target
    request: Mapping[str, Any]
    limit: int | None = None
    token: str = ""

    @property
    def type(self) -> str:
        """The type of the entities that are searched for; empty for actions, which have none."""
        return str(self.request.get(self.target, {}).get("type", ""))

    @property
    def time(self) -> dt.datetime | None:
        """The time that the request names, if it names one that can be read."""
        text = self.request.get("context", {}).get("time")
        return parse_instant(text) if isinstance(text, str) else None

    def candidate(self, name: str, at: dt.datetime) -> dict[str, Any]:
        """The evaluation request for one candidate: the id of a subject or resource, or the name of an action. `at` is
        the time of the request where it names none."""
        part = {**self.request.get(self.target, {}), _KEYS[self.target][-1]: name}
        context = self.request.get("context", {})
        timed = context if self.time else {**context, "time": utc_text(at)}
        return {**self.request, self.target: part, "context": timed}

    def digest(self, caller: str) -> str:
        """What the query is, whoever sends it how: a token is good for the same query of the same caller only."""
        text = json.dumps(
            [self.target, caller, self.request], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_search(body: Any, target: Target, vocabulary: Vocabulary) -> SearchRequest:
    """A search from decoded JSON. The target's id is ignored, and so is an action where actions are searched for.

    A type that nobody knows is no mistake: there is nothing of it to be found.

    Raises:
        RequestError: every bad field, by path.
    """
    if not isinstance(body, dict):
        raise RequestError(problem("", "应为对象", "must be an object"))
    asked = {part: body[part] for part in PARTS if part in body}
    if target == "action":
        asked.pop("action", None)
    elif isinstance(asked.get(target), dict):
        asked[target] = {name: value for name, value in asked[target].items() if name != "id"}
    page, problems = _page(body.get("page", {}))
    problems = (*_problems(asked, target, vocabulary), *problems)
    if problems:
        raise RequestError(*problems)
    return SearchRequest(target, asked, page.get("limit"), page.get("token", ""))


def _problems(asked: Mapping[str, Any], target: Target, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """What is wrong with the parts: the same as with an evaluation of a candidate, but for types that nobody knows."""
    probe = dict(asked)
    if target == "action":
        probe["action"] = {"name": next(iter(vocabulary.actions), _PROBE)}
    elif isinstance(probe.get(target), dict):
        probe[target] = {**probe[target], "id": _PROBE}
    resource = probe.get("resource")
    if vocabulary.resource_types and isinstance(resource, dict) and isinstance(resource.get("type"), str):
        probe["resource"] = {**resource, "type": next(iter(vocabulary.resource_types))}
    try:
        normalise(probe, vocabulary, dt.datetime.now(dt.UTC))
    except RequestError as error:
        return error.problems
    return ()


def _page(page: Any) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    if not isinstance(page, dict):
        return {}, (problem("page", "应为对象", "must be an object"),)
    problems = []
    limit = page.get("limit", 0)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 0:
        problems.append(problem("page.limit", "应为不小于零的整数", "must be an integer, not negative"))
    if not isinstance(page.get("token", ""), str):
        problems.append(problem("page.token", "应为文本", "must be a text"))
    if not isinstance(page.get("properties", {}), dict):
        problems.append(problem("page.properties", "应为对象", "must be an object"))
    return page, tuple(problems)

"""From what the policies said to the answer of the contract (section 2): order, message texts, due dates.

A mechanical step without law: which step is due and by how many days comes out of the policies, the calendar only says
on which date those days end. What is the same for all requests of one canonical form is prepared once, its JSON
included; an answer adds its id, its due dates and its conflicts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from luling.audit.answers import GAP, SharedAnswer
from luling.decision.knowledge import Knowledge
from luling.law.calendar import ZONE
from luling.policy.engine import EngineError
from luling.request.normalisation import parse_instant

EFFECTS = ("not_applicable", "deny", "indeterminate", "refer", "permit")
_KINDS = {kind: rank for rank, kind in enumerate((*EFFECTS, "notice"))}
_NUMBERS = re.compile(r"\d+")
_CITING = ("reasons", "obligations", "next_steps")
_NOW = "context.time"  # what is now where a request names no time
# Stands in prepared JSON where something is filled in: no text of the law has it, and if one had, it would be noticed.
_BLANK = "\ue000"
_ID, _DUE, _CONFLICTS = f'"{_BLANK}"'.encode(), f',"due":"{_BLANK}"'.encode(), f'"{_BLANK}"'.encode()
Conflicts = Sequence[Mapping[str, Any]]
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class _Deadline:
    """Where in the answer a due date belongs, and how it is found."""

    step: int
    facts: tuple[tuple[str, ...], ...]
    days: int
    unit: str


class Prepared:
    """What the policies said, in the form of an answer, for all requests of one canonical form.

    `effect` and `decision` are those of the answer; `regulations` and `articles` are cited in it, each once. `digest`
    is the same for the same answer. `shared` is how the log keeps it once for all of them, where they are `for_many`.
    """

    __slots__ = (
        *("__weakref__", "_answer", "_deadlines", "_knowledge", "_pieces"),
        *("articles", "decision", "digest", "effect", "engine", "policy_revision", "regulations", "shared"),
    )

    def __init__(self, answer: dict[str, Any], knowledge: Knowledge) -> None:
        context = answer["context"]
        self._answer = answer
        self._knowledge = knowledge
        self._deadlines = tuple(_deadlines(context["next_steps"], knowledge))
        self._pieces = _pieces(answer, self._deadlines)
        self.decision: bool = answer["decision"]
        self.effect: str = context["effect"]
        self.policy_revision: str = context["policy_revision"]
        self.engine: str = context["engine"]
        self.regulations: tuple[str, ...] = tuple(context["regulations"])
        cited = [item["article"] for part in _CITING for item in context[part]]
        self.articles: tuple[str, ...] = tuple(dict.fromkeys(cited))
        self.shared: SharedAnswer | None = None
        self.digest = hashlib.blake2b(b"".join(self._pieces), digest_size=16).digest()

    def due_dates(self, request: Mapping[str, Any], now: dt.datetime) -> tuple[str | None, ...]:
        """The due date of each step that has one, for a request on the wire; None where its start is not known."""
        return tuple([self._due(deadline, request, now) for deadline in self._deadlines])

    def document(self, identity: str, due: Sequence[str | None], conflicts: Conflicts) -> dict[str, Any]:
        """The answer. Its parts are shared with other answers: they are read, never written."""
        answer = self._answer
        context = answer["context"] | {"id": identity, "conflicts": list(conflicts)}
        if self._deadlines:
            steps = context["next_steps"] = list(context["next_steps"])
            for deadline, date in zip(self._deadlines, due, strict=True):
                if date is not None:
                    step = steps[deadline.step]
                    steps[deadline.step] = step | {"deadline": step["deadline"] | {"due": date}}
        return {"decision": answer["decision"], "context": context}

    def json(self, identity: str, due: Sequence[str | None], conflicts: Conflicts) -> bytes:
        """The same answer as JSON, joined from prepared pieces."""
        pieces = self._pieces
        parts = [pieces[0], b'"', identity.encode(), b'"', pieces[1]]
        for date, piece in zip(due, pieces[2:], strict=False):
            if date is not None:
                parts += (b',"due":"', date.encode(), b'"')
            parts.append(piece)
        parts += (_encode(conflicts) if conflicts else b"[]", pieces[-1])
        return b"".join(parts)

    def for_many(self) -> None:
        """It is the answer to more than one request, so that nothing in it is of one of them."""
        head, *between, tail = self._pieces
        between[-1] += b"[]" + tail
        text = GAP.join((head + b'"', b'"' + between[0], *between[1:]))
        said = self.effect, self.regulations, self.articles, self.policy_revision, self.engine
        self.shared = SharedAnswer(*said, text)

    def own(self, due: Sequence[str | None]) -> bytes:
        """What an answer without conflicts puts into the gaps of `shared` besides its id."""
        return GAP.join([b"" if date is None else b',"due":"' + date.encode() + b'"' for date in due])

    def _due(self, deadline: _Deadline, request: Mapping[str, Any], now: dt.datetime) -> str | None:
        for path in deadline.facts:
            value: Any = request
            for name in path:
                value = value.get(name) if isinstance(value, dict) else None
            moment = parse_instant(value) if isinstance(value, str) else None
            if moment is None and ".".join(path) == _NOW:
                moment = now
            if moment is not None:
                return self._knowledge.last_day(moment.astimezone(ZONE).date(), deadline.days, deadline.unit)
        return None


def prepare(said: Mapping[str, Any], knowledge: Knowledge, *, policy_revision: str, engine: str) -> Prepared:
    """What the policies said, as the contract shows it.

    Raises:
        EngineError: what the policies said has not the form of an answer, or permits without a permission rule. Such a
            thing is a fault of a policy or an engine, never a permit.
    """
    try:
        return Prepared(_assembled(said, knowledge, policy_revision, engine), knowledge)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EngineError(f"the policies gave a malformed answer: {error!r}") from error


def _assembled(said: Mapping[str, Any], knowledge: Knowledge, policy_revision: str, engine: str) -> dict[str, Any]:
    effect, reasons = said["effect"], said["reasons"]
    if effect not in EFFECTS or not reasons:
        raise EngineError(f"the policies gave no usable answer (effect `{effect}`)")
    if effect == "permit" and not any(reason["kind"] == "permit" for reason in reasons):
        raise EngineError("the policies permit without a permission rule")
    return {
        "decision": effect == "permit",
        "context": {
            "id": "",
            "effect": effect,
            "regulations": sorted(said.get("regulations", ())),
            "policy_revision": policy_revision,
            "engine": engine,
            "reasons": [_with_message(reason, knowledge) for reason in sorted(reasons, key=_order)],
            "obligations": [_with_message(item, knowledge) for item in sorted(said.get("obligations", ()), key=_order)],
            "next_steps": [_with_message(step, knowledge) for step in sorted(said.get("next_steps", ()), key=_order)],
            "missing": sorted(said.get("missing", ())),
            "conflicts": [],
        },
    }


def _deadlines(steps: Sequence[Mapping[str, Any]], knowledge: Knowledge) -> list[_Deadline]:
    found = []
    for place, step in enumerate(steps):
        deadline = step.get("deadline")
        if deadline and "days" in deadline:
            known = knowledge.vocabulary.start_events.get(deadline["starts"])
            if known:
                facts = tuple(tuple(path.split(".")) for path in known.facts)
                found.append(_Deadline(place, facts, deadline["days"], deadline["unit"]))
    return found


def _pieces(answer: Mapping[str, Any], deadlines: Sequence[_Deadline]) -> tuple[bytes, ...]:
    """The JSON of an answer, cut where its id, its due dates and its conflicts belong."""
    steps = list(answer["context"]["next_steps"])
    for deadline in deadlines:
        step = steps[deadline.step]
        steps[deadline.step] = step | {"deadline": step["deadline"] | {"due": _BLANK}}
    context = answer["context"] | {"id": _BLANK, "next_steps": steps, "conflicts": _BLANK}
    text = _encode({"decision": answer["decision"], "context": context})
    head, text = text.split(_ID, 1)
    text, tail = text.rsplit(_CONFLICTS, 1)
    between = text.split(_DUE)
    if len(between) != len(deadlines) + 1 or _BLANK.encode() in b"".join((head, *between, tail)):
        raise EngineError("the policies said something that stands for a blank in answers")
    return (head, *between, tail)


@lru_cache(maxsize=1 << 12)
def article_order(citation: str) -> tuple[str, tuple[int, ...]]:
    """The place of an article among citations: by regulation, then by the numbers of its eId."""
    regulation, _, eid = citation.partition("/")
    return regulation, tuple(int(number) for number in _NUMBERS.findall(eid))


def _order(item: Mapping[str, Any]) -> tuple[int, tuple[str, tuple[int, ...]], str, str]:
    rank = _KINDS.get(str(item.get("kind", "")), 0)
    return rank, article_order(item["article"]), item["code"], str(item.get("to") or item.get("bearer") or "")


def _with_message(item: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    return {**item, "message": knowledge.message(item["code"], item["article"])}

"""What the register knows is filled into a request before it is normalised, and wins over what the caller states.

A contradiction is reported, never silently settled. A caller whose statements do not count is held to the register
alone; of an application, of which the register knows by a procedure only, whatever it does not know of is the
request's to state. Which facts belong to the register is the vocabulary's matter (`register`, `inherited_from`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.decision.enrichment_plan import PARTIES, Plan
from luling.register.facts import NOTHING, Fact, Facts, RegisterFacts
from luling.register.presence import Key
from luling.register.reading import ACTION, APPLICATION
from luling.request.caller import Caller
from luling.request.errors import RequestError
from luling.request.normalisation import parse_instant, utc_text
from luling.request.recording import agrees
from luling.request.vocabulary import MISSING, Property, Vocabulary


@dataclass(frozen=True, slots=True)
class Enriched:
    """A request with the register's facts in it, and where the caller stated otherwise: {path, asserted, recorded}."""

    request: Any
    conflicts: list[dict[str, Any]]


class Enrichment:
    """Fills facts of the register into requests."""

    def __init__(self, facts: RegisterFacts) -> None:
        self._facts = facts
        self._plan: Plan | None = None

    def remembered(self, request: Any, vocabulary: Vocabulary, caller: Caller) -> Enriched | None:
        """The request with its facts, without waiting; None where the register has to be read (`enrich`).

        Raises:
            StorageError: the register does not answer.
        """
        plan = self._planned(vocabulary)
        keys = plan.keys(request)
        if keys is None:
            return Enriched(request, [])
        found = self._facts.remembered(keys)
        if found is None:
            return None
        if caller.may_assert and found.count(NOTHING) == len(found) and plan.holder(request) is None:
            return Enriched(request, [])
        filling = _Filling(plan, request, caller, dict(zip(keys, found, strict=True)))
        if (key := filling.holder()) is not None:
            above = self._facts.remembered([key])
            if above is None:
                return None
            filling.inherit(above[0])
        return filling.enriched()

    async def enrich(self, request: Any, vocabulary: Vocabulary, caller: Caller) -> Enriched:
        """The request with its facts. A request that is no request comes back as it is: normalisation names what is
        wrong with it.

        Raises:
            StorageError: the register does not answer.
        """
        at_once = self.remembered(request, vocabulary, caller)
        if at_once is not None:
            return at_once
        plan = self._planned(vocabulary)
        keys = plan.keys(request)
        assert keys is not None
        filling = _Filling(plan, request, caller, dict(zip(keys, await self._facts.look_up(keys), strict=True)))
        if (key := filling.holder()) is not None:
            filling.inherit((await self._facts.look_up([key]))[0])
        return filling.enriched()

    async def read_ahead(self, requests: Iterable[Any], vocabulary: Vocabulary) -> None:
        """Read what many requests will need at once, so that most of them need not wait for the register.

        Raises:
            StorageError: the register does not answer.
        """
        plan = self._planned(vocabulary)
        keys = dict.fromkeys(key for request in requests for key in plan.keys(request) or ())
        found = zip(keys, await self._facts.look_up(list(keys)), strict=True)
        heirs = {heir for key, facts in found if key.kind == "resource" for heir in plan.heirs(facts)}
        await self._facts.look_up(list(heirs))

    def _planned(self, vocabulary: Vocabulary) -> Plan:
        if self._plan is None or self._plan.vocabulary is not vocabulary:
            self._plan = Plan(vocabulary)
        return self._plan


class _Filling:
    """One request being filled in."""

    def __init__(self, plan: Plan, request: dict[str, Any], caller: Caller, known: Mapping[Key, Facts]) -> None:
        self._plan = plan
        self._caller = caller
        self._conflicts: list[dict[str, Any]] = []
        self._at = _instant(request)
        by_kind = {key[0]: facts for key, facts in known.items()}
        self._request = dict(request)
        for part in PARTIES:
            self._request[part] = self._party(part, request[part], by_kind[part].at(self._at))
        context = request.get("context", {})
        if isinstance(context, dict) and (plan.lists or plan.told):
            self._request["context"] = self._context(context, by_kind)

    def enriched(self) -> Enriched:
        return Enriched(self._request, self._conflicts)

    def holder(self) -> Key | None:
        """The key of the organisation from which the resource inherits what is not known of itself."""
        return self._plan.holder(self._request)

    def inherit(self, facts: Facts) -> None:
        """Let the resource inherit from what is known of the organisation."""
        for fact in facts.at(self._at):
            resource = self._request["resource"]
            missing = {name for name in self._plan.inherited if name not in resource["properties"]}
            heritage = {name: fact.says[name] for name in missing if name in fact.says}
            self._request["resource"] = {**resource, "properties": {**resource["properties"], **heritage}}

    def _party(self, part: str, party: dict[str, Any], known: Sequence[Fact]) -> dict[str, Any]:
        stated = party.get("properties", {})
        if not isinstance(stated, dict):
            return party
        specs = self._plan.recorded[part]
        recorded = known[0].says if known else {}
        result = stated | {name: value for name, value in recorded.items() if name in specs}
        for name, value in stated.items():
            spec = specs.get(name)
            if spec is None:
                continue
            path = f"{part}.properties.{name}"
            if name in recorded:
                result[name] = self._settled(value, recorded[name], spec, path)
            elif not self._caller.may_assert:
                self._conflict(path, value, None)
                del result[name]
        return {**party, "properties": result}

    def _settled(self, stated: Any, recorded: Any, spec: Property, path: str) -> Any:
        """What counts of a stated and a recorded value. A bad statement stays, so that it is refused as such."""
        if stated == recorded:
            return recorded
        if spec.type == "object" and isinstance(stated, dict):
            return self._settled_object(stated, recorded, spec, path)
        try:
            if not agrees(stated, recorded, spec, path, self._plan.vocabulary):
                self._conflict(path, stated, recorded)
        except RequestError:
            return stated
        return recorded

    def _settled_object(
        self, stated: Mapping[str, Any], recorded: Mapping[str, Any], spec: Property, path: str
    ) -> dict[str, Any]:
        result = dict(recorded)
        for name, value in stated.items():
            inner = spec.fields.get(name)
            if inner is None:
                continue
            if name in recorded:
                result[name] = self._settled(value, recorded[name], inner, f"{path}.{name}")
            elif self._caller.may_assert:
                result[name] = value
            else:
                self._conflict(f"{path}.{name}", value, None)
        return result

    def _context(self, context: dict[str, Any], by_kind: Mapping[str, Facts]) -> dict[str, Any]:
        result = dict(context)
        for name, (kind, spec) in self._plan.lists.items():
            stated = context.get(name, [])
            if not isinstance(stated, list) or not all(isinstance(item, dict) for item in stated):
                continue
            facts = by_kind[kind]
            known = [dict(fact.says) for fact in facts.at(self._at)]
            if stated or known:
                ever = [fact.says for fact in facts.until(self._at)]
                result[name] = known + self._stated(name, stated, known, ever, spec)
        for name, (kind, spec) in self._plan.told.items():
            told, stated = self._application(by_kind[kind]), context.get(name, {})
            if told is not None and isinstance(stated, dict):
                result[name] = self._settled_object(stated, told, spec, f"context.{name}")
        return result

    def _application(self, facts: Facts) -> Mapping[str, Any] | None:
        """What is told of the application for this action that was opened last, by the order of the cases' ids."""
        action = self._request.get("action")
        wanted = action.get("name") if isinstance(action, dict) else None
        about = [fact for fact in facts.at(self._at) if fact.says[ACTION] == wanted]
        if not about:
            return None
        found: Mapping[str, Any] = max(about, key=lambda fact: fact.id).says[APPLICATION]
        return found

    def _stated(
        self,
        name: str,
        stated: Sequence[dict[str, Any]],
        known: Sequence[Mapping[str, Any]],
        ever: Sequence[Mapping[str, Any]],
        spec: Property,
    ) -> list[dict[str, Any]]:
        """Of the stated items, those that count beside the register's: about which it has never known anything."""
        assert spec.items is not None
        result = []
        for index, item in enumerate(stated):
            path = f"context.{name}[{index}]"
            try:
                if any(self._agree(item, one, spec.items, path) for one in known):
                    continue
                alike = [one for one in ever if self._alike(item, one, spec.items, path)]
            except RequestError:
                result.append(item)
                continue
            if alike or not self._caller.may_assert:
                standing = [one for one in known if one in alike]
                self._conflict(path, item, standing[0] if len(standing) == 1 else standing or None)
            else:
                result.append(item)
        return result

    def _agree(self, item: Mapping[str, Any], recorded: Mapping[str, Any], spec: Property, path: str) -> bool:
        """Whether an item says nothing else than a recorded one."""
        return all(self._same(name, item, recorded, spec, path) for name in spec.fields if name in item)

    def _alike(self, item: Mapping[str, Any], recorded: Mapping[str, Any], spec: Property, path: str) -> bool:
        """Whether an item speaks of the same thing as a recorded one: in what it must say, and of the same parties."""
        parties = [name for name, inner in spec.fields.items() if inner.same_as and name in item]
        required = all(name in item and self._same(name, item, recorded, spec, path) for name in spec.required)
        return required and all(self._same(name, item, recorded, spec, path) for name in parties)

    def _same(self, name: str, item: Mapping[str, Any], recorded: Mapping[str, Any], spec: Property, path: str) -> bool:
        inner = spec.fields[name]
        kept = recorded.get(name, self._default(inner))
        return agrees(item[name], kept, inner, f"{path}.{name}", self._plan.vocabulary)

    def _default(self, spec: Property) -> Any:
        """What is meant where a field is not there: a default, or this party of the request."""
        if spec.same_as:
            part, name = spec.same_as.split(".")
            return self._request[part].get(name)
        return None if spec.default is MISSING else spec.default

    def _conflict(self, path: str, asserted: Any, recorded: Any) -> None:
        self._conflicts.append({"path": path, "asserted": asserted, "recorded": recorded})


def _instant(request: Mapping[str, Any]) -> str | None:
    """The instant that the request asks about; None where it names none (or none that can be read): now."""
    context = request.get("context")
    time = context.get("time") if isinstance(context, dict) else None
    moment = parse_instant(time) if isinstance(time, str) else None
    return utc_text(moment) if moment else None

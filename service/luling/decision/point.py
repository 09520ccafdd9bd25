"""The policy decision point: one request in, one answer out."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from luling.audit.entry import Entry
from luling.audit.log import EvidenceLog
from luling.audit.masking import Masking
from luling.decision.answer import Prepared, prepare
from luling.decision.batch import evaluate_all
from luling.decision.decided import Answer, Decided
from luling.decision.enrichment import Enriched, Enrichment
from luling.decision.knowledge import Knowledge
from luling.decision.memory import InForce, Memory, MemoryCounts
from luling.decision.record import evaluation_entry, microseconds, packed
from luling.policy.engine import EngineError, EngineSettings, make_engine
from luling.policy.reduction import landmarks
from luling.policy.reload import PolicyChangedError, PolicyStatus, PolicyStore, Snapshot
from luling.policy.sources import PolicySet, PolicySource
from luling.register.facts import RegisterFacts
from luling.request.caller import LOCAL, Caller
from luling.request.canonical import CanonicalForm, Key
from luling.request.errors import RequestError
from luling.request.normalisation import normalise
from luling.settings import Settings
from luling.storage.database import StorageError

# What policies may answer besides decisions: consequences of conduct, checks of catalogue entries.
FURTHER = ("luling.findings.answer", "luling.catalogue.answer")
_TRIES = 3


class DecisionPoint:
    """Normalises a request, has the policies evaluate it, assembles the answer and records it; what was said of a
    request's canonical form before is not asked again.

    Use it as an async context manager, on one event loop: an embedded engine belongs to the thread that loaded it.
    Without a log nothing is recorded. The log is opened and closed by whoever made it, around the decision point.
    """

    def __init__(
        self, settings: Settings, log: EvidenceLog | None = None, register: RegisterFacts | None = None
    ) -> None:
        """`log`: where answers are recorded. `register`: whose facts are filled into requests. Others open both."""
        engine = make_engine(
            settings.engine,
            EngineSettings(
                entrypoints=(settings.entrypoint, *FURTHER),
                opa_url=str(settings.opa_url),
                opa_token=settings.opa_token.get_secret_value() if settings.opa_token else None,
                opa_timeout=settings.opa_timeout,
                opa_retries=settings.opa_retries,
            ),
        )
        self._settings = settings
        self._log = log
        self._enrichment = Enrichment(register) if register else None
        source = PolicySource(settings.rules, settings.policies)
        self.store: PolicyStore[InForce] = PolicyStore(source, engine, self._prepare)
        self.counts = MemoryCounts()
        self._watching: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Loads the policies.

        Raises:
            PolicyError, LawError, EngineError: they do not load; the message names file and line.
        """
        try:
            await self.store.start()
        except BaseException:
            await self.store.close()
            raise
        if self._settings.watch:
            self._watching = asyncio.create_task(self.store.watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watching:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        await self.store.close()

    def over(self, register: RegisterFacts) -> Self:
        """The same policies, filling the facts of a register into requests, and recording nothing. It lives as long as
        this decision point."""
        other = copy.copy(self)
        other._log, other._enrichment = None, Enrichment(register)
        return other

    @property
    def knowledge(self) -> Knowledge:
        """Vocabulary, message texts, calendar and articles of the policies in force."""
        return self.store.current.view

    @property
    def status(self) -> PolicyStatus:
        """What is in force since when, and why a later change is not."""
        return self.store.status

    @property
    def engine_name(self) -> str:
        """The name of the engine that evaluates."""
        return self.store.engine.name

    async def decide(self, request: Any, caller: Caller = LOCAL) -> dict[str, Any]:
        """The answer of the contract (section 2) to an evaluation request as decoded JSON, for `caller`; recorded.

        Raises:
            RequestError: the request is bad; names every bad field. `OutsideDomainError`: it would be answered by a
                regulation under which the caller has no role.
            EngineError: there is no answer. Never a permit.
            StorageError: the register does not answer.
            LogError: it could not be recorded, so there is no answer either.
        """
        return (await self.answer(request, caller)).document()

    async def answer(self, request: Any, caller: Caller = LOCAL) -> Answer:
        """The same, not written out yet.

        Raises:
            RequestError, EngineError, StorageError, LogError: as for `decide`.
        """
        decided = await self.decided(request, caller)
        if self._log is not None:
            await self._log.record(evaluation_entry(decided, caller))
        return decided

    async def answer_all(self, request: Any, most: int, caller: Caller = LOCAL) -> Answer | list[Answer]:
        """The answers to an `evaluations` request of at most `most` items, see `evaluate_all`; recorded as one group.

        Raises:
            RequestError: the request itself is bad. EngineError, StorageError, LogError: the whole call has no answer.
        """
        entries: list[Entry] = []

        async def decide(item: Any, ahead: list[Any]) -> Answer:
            decided = await self.decided(item, caller, ahead=ahead)
            if self._log is not None:
                entries.append(evaluation_entry(decided, caller))
            return decided

        answers = await evaluate_all(request, decide, most)
        await self.record(entries)
        return answers

    async def evaluate(
        self, request: Any, caller: Caller = LOCAL, now: dt.datetime | None = None
    ) -> tuple[dict[str, Any], Entry]:
        """The answer, and the entry that must be recorded before it is given. `now`: as of another instant.

        Raises:
            RequestError, EngineError, StorageError: as for `decide`.
        """
        decided = await self.decided(request, caller, now)
        return decided.document(), evaluation_entry(decided, caller)

    async def decided(
        self, request: Any, caller: Caller = LOCAL, now: dt.datetime | None = None, ahead: list[Any] | None = None
    ) -> Decided:
        """An answer that is not recorded yet. `ahead`: requests that are decided next; if the register has to be read,
        then for all of them, and the list is emptied.

        Raises:
            RequestError, EngineError, StorageError: as for `decide`.
        """
        for _ in range(_TRIES):
            known = await self._enriched(request, caller, ahead)
            moment = now or dt.datetime.now(dt.UTC)
            memory = self.memory
            key = None if memory is None else memory.form.key(known.request, moment)
            prepared = None if memory is None or key is None else memory.get(key)
            if prepared is None:
                try:
                    prepared = await self._prepared(known.request, moment, key)
                except PolicyChangedError:
                    continue
            caller.require(prepared.regulations, "resource.properties.regulation")
            # Where no regulation answers, what the register knows may be another's to read: nothing is told of it.
            told = known.conflicts if caller.regulations is None or prepared.regulations else ()
            return Decided(prepared, known.request, moment, told)
        raise EngineError("the policies changed at every try")

    async def read_ahead(self, requests: Sequence[Any]) -> None:
        """Have the register read at once what these requests will need of it. They are decided one by one afterwards.

        Raises:
            StorageError: the register does not answer.
        """
        if self._enrichment is not None:
            await self._enrichment.read_ahead(requests, self.knowledge.vocabulary)

    async def _prepared(self, request: Any, now: dt.datetime, key: Key | None) -> Prepared:
        """What the engine says of a request, or of its canonical one where it has a key: that is remembered."""
        snapshot, memory = self.store.current, self.memory
        if memory is None or key is None or not memory.worthwhile(key):
            return self._shown(await self._said(request, now, snapshot), snapshot)
        said = await self.store.evaluate(snapshot, memory.form.document(key))
        if memory.form.carries(key, said):
            memory.set_apart(key)
            said = await self._said(request, now, snapshot)
            return self._shown(said, snapshot)
        return memory.put(key, self._shown(said, snapshot))

    async def _said(self, request: Any, now: dt.datetime, snapshot: Snapshot[InForce]) -> dict[str, Any]:
        return await self.store.evaluate(snapshot, normalise(request, snapshot.view.vocabulary, now))

    def _shown(self, said: Mapping[str, Any], snapshot: Snapshot[InForce]) -> Prepared:
        revision = snapshot.policies.revision
        return prepare(said, snapshot.view, policy_revision=revision, engine=self.engine_name)

    @property
    def memory(self) -> Memory | None:
        """What is remembered under the policies in force; None where nothing is."""
        return self.store.current.view.memory

    async def record(self, entries: Sequence[Entry]) -> None:
        """Returns when the entries are durable; at once where there is no log.

        Raises:
            LogError: they could not be recorded.
        """
        if self._log is not None:
            await self._log.record_all(entries)

    def _prepare(self, policies: PolicySet) -> InForce:
        """The view of a policy set; the log gets the set and its rules of masking before the first answer by it."""
        settings, log = self._settings, self._log
        if log is not None:
            log.masking = Masking.read(settings.rules / "masking.yaml", log.keys.mask_key)
            document = packed(settings.rules, settings.policies)
            log.archive(policies.revision, microseconds(dt.datetime.now(dt.UTC)), document)
        knowledge = InForce.read(settings.rules)
        if not (settings.memory and knowledge.vocabulary.reducible):
            return knowledge
        known = landmarks(policies, knowledge.vocabulary, settings.entrypoint)
        form = CanonicalForm(knowledge.vocabulary, known)
        return replace(knowledge, memory=Memory(form, settings.memory, self.counts))

    async def _enriched(self, request: Any, caller: Caller, ahead: list[Any] | None = None) -> Enriched:
        if self._enrichment is None:
            return Enriched(request, [])
        vocabulary = self.knowledge.vocabulary
        at_once = self._enrichment.remembered(request, vocabulary, caller)
        if at_once is None and ahead:
            await self.read_ahead(ahead)
            ahead.clear()
        return at_once or await self._enrichment.enrich(request, vocabulary, caller)

    async def fault(self) -> str | None:
        """Why the engine does not answer, or None: it is asked about a request of which it knows nothing."""
        vocabulary = self.knowledge.vocabulary
        probe = {
            "subject": {"type": "probe", "id": "probe"},
            "action": {"name": next(iter(vocabulary.actions), "probe")},
            "resource": {"type": next(iter(vocabulary.resource_types), "probe"), "id": "probe"},
        }
        snapshot = self.store.current
        try:
            known = await self._enriched(probe, LOCAL)
            # Not from memory: it is the engine that is asked how it is.
            self._shown(await self._said(known.request, dt.datetime.now(dt.UTC), snapshot), snapshot)
        except (EngineError, RequestError, StorageError) as error:
            return str(error)
        return None

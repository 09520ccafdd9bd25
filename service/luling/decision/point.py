"""The policy decision point: one request in, one answer out."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import Any, Self

from ulid import ULID

from luling.audit.entry import Entry
from luling.audit.log import EvidenceLog
from luling.audit.masking import Masking
from luling.decision.answer import assemble
from luling.decision.batch import evaluate_all
from luling.decision.enrichment import Enriched, Enrichment
from luling.decision.knowledge import Knowledge
from luling.decision.record import evaluation_entry, microseconds, packed
from luling.policy.engine import EngineError, EngineSettings, make_engine
from luling.policy.reload import PolicyChangedError, PolicyStatus, PolicyStore
from luling.policy.sources import PolicySet, PolicySource
from luling.register.facts import RegisterFacts
from luling.request.caller import LOCAL, Caller
from luling.request.errors import RequestError
from luling.request.normalisation import normalise
from luling.request.vocabulary import Vocabulary
from luling.settings import Settings
from luling.storage.database import StorageError

# What policies may answer besides decisions: consequences of conduct, checks of catalogue entries.
FURTHER = ("luling.findings.answer", "luling.catalogue.answer")
_TRIES = 3


class DecisionPoint:
    """Normalises a request, has the policies evaluate it, assembles the answer and records it.

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
        self.store: PolicyStore[Knowledge] = PolicyStore(source, engine, self._prepare)
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
        answer, entry = await self.evaluate(request, caller)
        await self.record((entry,))
        return answer

    async def decide_all(self, request: Any, most: int, caller: Caller = LOCAL) -> dict[str, Any]:
        """The answer to an `evaluations` request of at most `most` items, see `evaluate_all`; recorded as one group.

        Raises:
            RequestError: the request itself is bad. EngineError, StorageError, LogError: the whole call has no answer.
        """
        entries: list[Entry] = []

        async def decide(item: Any) -> dict[str, Any]:
            answer, entry = await self.evaluate(item, caller)
            entries.append(entry)
            return answer

        answer = await evaluate_all(request, decide, most)
        await self.record(entries)
        return answer

    async def evaluate(
        self, request: Any, caller: Caller = LOCAL, now: dt.datetime | None = None
    ) -> tuple[dict[str, Any], Entry]:
        """The answer, and the entry that must be recorded before it is given. `now`: as of another instant.

        Raises:
            RequestError, EngineError, StorageError: as for `decide`.
        """
        for _ in range(_TRIES):
            snapshot = self.store.current
            moment = now or dt.datetime.now(dt.UTC)
            known = await self._enriched(request, snapshot.view.vocabulary, caller)
            document = normalise(known.request, snapshot.view.vocabulary, moment)
            try:
                said = await self.store.evaluate(snapshot, document)
            except PolicyChangedError:
                continue
            answer = assemble(
                said,
                document,
                snapshot.view,
                id=str(ULID()),
                policy_revision=snapshot.policies.revision,
                engine=self.engine_name,
            )
            caller.require(answer["context"]["regulations"], "resource.properties.regulation")
            answer["context"]["conflicts"] = known.conflicts
            return answer, evaluation_entry(known.request, answer, caller, moment)
        raise EngineError("the policies changed at every try")

    async def record(self, entries: Sequence[Entry]) -> None:
        """Returns when the entries are durable; at once where there is no log.

        Raises:
            LogError: they could not be recorded.
        """
        if self._log is not None:
            await self._log.record_all(entries)

    def _prepare(self, policies: PolicySet) -> Knowledge:
        """The view of a policy set; the log gets the set and its rules of masking before the first answer by it."""
        settings, log = self._settings, self._log
        if log is not None:
            log.masking = Masking.read(settings.rules / "masking.yaml", log.keys.mask_key)
            document = packed(settings.rules, settings.policies)
            log.archive(policies.revision, microseconds(dt.datetime.now(dt.UTC)), document)
        return Knowledge.read(settings.rules)

    async def _enriched(self, request: Any, vocabulary: Vocabulary, caller: Caller) -> Enriched:
        if self._enrichment is None:
            return Enriched(request, [])
        return await self._enrichment.enrich(request, vocabulary, caller)

    async def fault(self) -> str | None:
        """Why the engine does not answer, or None: it is asked about a request of which it knows nothing."""
        vocabulary = self.knowledge.vocabulary
        probe = {
            "subject": {"type": "probe", "id": "probe"},
            "action": {"name": next(iter(vocabulary.actions), "probe")},
            "resource": {"type": next(iter(vocabulary.resource_types), "probe"), "id": "probe"},
        }
        try:
            await self.evaluate(probe)
        except (EngineError, RequestError, StorageError) as error:
            return str(error)
        return None

"""The policy decision point: one request in, one answer out."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from typing import Any, Self

from ulid import ULID

from luling.decision.answer import assemble
from luling.decision.knowledge import Knowledge
from luling.policy.engine import EngineError, EngineSettings, make_engine
from luling.policy.reload import PolicyChangedError, PolicyStatus, PolicyStore
from luling.policy.sources import PolicySource
from luling.request.caller import LOCAL, Caller
from luling.request.errors import RequestError
from luling.request.normalisation import normalise
from luling.settings import Settings

# What policies may answer besides decisions: consequences of conduct, checks of catalogue entries.
FURTHER = ("luling.findings.answer", "luling.catalogue.answer")
_TRIES = 3


class DecisionPoint:
    """Normalises a request, has the policies evaluate it, and assembles the answer.

    Use it as an async context manager, on one event loop: an embedded engine belongs to the thread that loaded it.
    """

    def __init__(self, settings: Settings) -> None:
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
        source = PolicySource(settings.rules, settings.policies)
        self.store: PolicyStore[Knowledge] = PolicyStore(source, engine, lambda _: Knowledge.read(settings.rules))
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

    async def decide(self, request: Any, caller: Caller = LOCAL) -> dict[str, Any]:  # noqa: ARG002 - the log's
        """The answer of the contract (section 2) to an evaluation request as decoded JSON, for `caller`.

        Raises:
            RequestError: the request is bad; names every bad field.
            EngineError: there is no answer. Never a permit.
        """
        for _ in range(_TRIES):
            snapshot = self.store.current
            document = normalise(request, snapshot.view.vocabulary, dt.datetime.now(dt.UTC))
            try:
                said = await self.store.evaluate(snapshot, document)
            except PolicyChangedError:
                continue
            return assemble(
                said,
                document,
                snapshot.view,
                id=str(ULID()),
                policy_revision=snapshot.policies.revision,
                engine=self.engine_name,
            )
        raise EngineError("the policies changed at every try")

    async def fault(self) -> str | None:
        """Why the engine does not answer, or None: it is asked about a request of which it knows nothing."""
        vocabulary = self.knowledge.vocabulary
        probe = {
            "subject": {"type": "probe", "id": "probe"},
            "action": {"name": next(iter(vocabulary.actions), "probe")},
            "resource": {"type": next(iter(vocabulary.resource_types), "probe"), "id": "probe"},
        }
        try:
            await self.decide(probe)
        except (EngineError, RequestError) as error:
            return str(error)
        return None

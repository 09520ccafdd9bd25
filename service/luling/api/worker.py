"""A worker process of `luling serve`: it waits for what it needs, and does not outlive the process that started it.

`luling serve` has found everything in order before it starts workers. Where a worker has to start again later and the
database or the engine is away, the others have to go on: for uvicorn a worker that does not start is the end of the
whole service. And where the starting process is killed, nobody would end its workers; they would keep the port.

A worker also tells Python's collector of cycles to look seldom: what requests leave behind has none, yet every batch
made enough objects to have all of them looked through, again and again, which took a fifth of the time.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from multiprocessing.process import BaseProcess
from typing import Any

from fastapi import FastAPI

from luling.api import app
from luling.api.protocol import BoundedProtocol
from luling.policy.engine import EngineError
from luling.settings import Settings
from luling.storage.database import SchemaError, StorageError

_log = logging.getLogger(__name__)
_PAUSE = 0.5  # seconds between two tries
_PATIENCE = 10.0  # seconds of tries; while a worker starts it cannot be told to stop
# Objects made since the youngest were looked through for cycles, times that they were until the next generation is: a
# full batch under way in every connection is then looked at once or twice, and what is remembered hardly ever.
_COLLECTED = (50_000, 20, 10)
_AGAIN = 1  # exit status: anything but uvicorn's `STARTUP_FAILURE`, so that the worker is started again


def create_app() -> FastAPI:
    """The service's application in a worker. Where the process is the only one it has nobody to wait for."""
    settings = Settings()
    # uvicorn makes the protocol by its name, so it cannot be told otherwise.
    BoundedProtocol.patience = settings.client_timeout
    made = app.create_app(settings)
    parent = multiprocessing.parent_process()
    patience = 0.0
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
        patience = _PATIENCE
    life = made.router.lifespan_context

    @asynccontextmanager
    async def served(application: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await _enter(stack, lambda: life(application), patience)
            gc.collect()
            gc.freeze()  # what is there now stays
            gc.set_threshold(*_COLLECTED)
            yield

    made.router.lifespan_context = served
    return made


async def _enter(stack: AsyncExitStack, life: Callable[[], AbstractAsyncContextManager[Any]], patience: float) -> None:
    """Start the application; where something that it needs is away, again for so many seconds.

    Raises:
        StorageError, EngineError: it cannot start; where it was waited for, the process ends instead.
    """
    until = time.monotonic() + patience
    while True:
        try:
            await stack.enter_async_context(life())
            return
        except (StorageError, EngineError) as error:
            if not patience or isinstance(error, SchemaError):
                raise
            _log.warning("what a worker needs is not there yet: %s", error)
        if time.monotonic() > until:
            os._exit(_AGAIN)
        await asyncio.sleep(_PAUSE)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    _log.warning("the process that started this worker is gone")
    os.kill(os.getpid(), signal.SIGTERM)

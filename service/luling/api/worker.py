"""A worker process of `luling serve`: it waits for what it needs, and does not outlive the process that started it.

`luling serve` has found everything in order before it starts workers. Where a worker has to start again later and the
database or the engine is away, the others have to go on: for uvicorn a worker that does not start is the end of the
whole service. And where the starting process is killed, nobody would end its workers; they would keep the port.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.process import BaseProcess

from fastapi import FastAPI

from luling.api import app
from luling.api.protocol import BoundedProtocol
from luling.policy.engine import EngineError
from luling.settings import Settings
from luling.storage.database import SchemaError, StorageError

_log = logging.getLogger(__name__)
_PAUSE = 0.5  # seconds between two tries
_PATIENCE = 10.0  # seconds of tries; while a worker starts it cannot be told to stop
_AGAIN = 1  # exit status: anything but uvicorn's `STARTUP_FAILURE`, so that the worker is started again


def create_app() -> FastAPI:
    """The service's application in a worker. Where the process is the only one it has nobody to wait for."""
    settings = Settings()
    # uvicorn makes the protocol by its name, so it cannot be told otherwise.
    BoundedProtocol.patience = settings.client_timeout
    made = app.create_app(settings)
    parent = multiprocessing.parent_process()
    if parent is None:
        return made
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    life = made.router.lifespan_context

    @asynccontextmanager
    async def patient(served: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            until = time.monotonic() + _PATIENCE
            while True:
                try:
                    await stack.enter_async_context(life(served))
                    break
                except (StorageError, EngineError) as error:
                    if isinstance(error, SchemaError):
                        raise
                    _log.warning("what a worker needs is not there yet: %s", error)
                if time.monotonic() > until:
                    os._exit(_AGAIN)
                await asyncio.sleep(_PAUSE)
            yield

    made.router.lifespan_context = patient
    return made


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    _log.warning("the process that started this worker is gone")
    os.kill(os.getpid(), signal.SIGTERM)

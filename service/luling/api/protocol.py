"""HTTP/1.1 as uvicorn speaks it, with bounds on what a client may send before its header is complete, and on how long
it may take to send a request or to fetch an answer.

The gate counts header fields, but only once they are read; without these bounds clients could send them for ever, or
hold connections without a word until there are none left for others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any, cast

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_STATUS, _END = b"HTTP/1.1 ", b"\r\n\r\n"
_LARGEST_HEADER = 1 << 16  # bytes of a request line and header fields; the gate's own limit is a setting, and lower


class _Flow(FlowControl):
    """Reads nothing further while requests of the same client wait for their turn.

    uvicorn's own reads on after each answer, so that the requests of a client that sends without pause pile up.
    """

    def __init__(self, transport: asyncio.Transport, waiting: Collection[object]) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        if not self._waiting:
            super().resume_reading()


class Together:
    """A transport on which the header of an answer waits for its body, so that both go out in one call of the system.

    uvicorn writes them one after the other. A header that no body follows at once leaves at the end of the loop's turn.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._header: bytes | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write, or keep what looks like a header for a moment. On a connection that is given up nothing is written."""
        header, self._header = self._header, None
        if self._transport.is_closing():
            return
        if header is not None:
            self._transport.writelines((header, data))
        elif data.startswith(_STATUS) and data.endswith(_END):
            self._header = data
            self._loop.call_soon(self._flush)
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Write what waits, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        header, self._header = self._header, None
        if header is not None and not self._transport.is_closing():
            self._transport.write(header)


class BoundedProtocol(HttpToolsProtocol):
    """Answers 400 and hangs up on a header that does not end; hangs up on a client that is slower than `patience`."""

    patience = 30.0  # seconds for a whole request, and for a client to take what is ready for it

    _pending = 0
    _in_header = True
    _completed = False
    _sending: asyncio.TimerHandle | None = None  # ends a request that is not complete in time
    _taking: asyncio.TimerHandle | None = None  # ends an answer that is not taken

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client connects; its first request is awaited."""
        super().connection_made(transport)
        self.flow = _Flow(transport, self.pipeline)
        self.transport = cast("asyncio.Transport", Together(transport, self.loop))
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        for timer in (self._sending, self._taking):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_header, self._pending = True, 0
        self._await_request()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its header is complete."""
        self._in_header = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is complete; what comes next is the header of another."""
        self._in_header, self._pending, self._completed = True, 0, True
        if self._sending is not None:
            self._sending.cancel()
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The client does not take what is written."""
        self._taking = self.loop.call_later(self.patience, self._hang_up)
        super().pause_writing()

    def resume_writing(self) -> None:
        """It does again."""
        if self._taking is not None:
            self._taking.cancel()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Bytes of the client."""
        self._completed = False
        super().data_received(data)
        # Where a request was completed by these bytes, what they hold of the next header is not known, and bounded.
        if self._in_header and not self._completed:
            self._pending += len(data)
            if self._pending > _LARGEST_HEADER and not self.transport.is_closing():
                self.send_400_response("the header is too large")

    def _await_request(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
        self._sending = self.loop.call_later(self.patience, self._hang_up)

    def _hang_up(self) -> None:
        # At once: to close in order would wait for the client to take what is written.
        self.transport.abort()

"""HTTP/1.1 as uvicorn speaks it, with a bound on what a client may send before its header is complete.

The gate counts header fields, but only once they are read; without this bound a client could send them for ever.
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LARGEST_HEADER = 1 << 16  # bytes of a request line and header fields; the gate's own limit is a setting, and lower


class BoundedProtocol(HttpToolsProtocol):
    """Answers 400 and hangs up on a header that does not end."""

    _pending = 0
    _in_header = True

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_header, self._pending = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its header is complete."""
        self._in_header = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is complete; what comes next is the header of another."""
        self._in_header, self._pending = True, 0
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Bytes of the client."""
        super().data_received(data)
        if self._in_header:
            self._pending += len(data)
            if self._pending > _LARGEST_HEADER and not self.transport.is_closing():
                self.send_400_response("the header is too large")

"""One connection of the server, and its limits: bytes of header lines, and seconds of silence in either direction.

uvicorn's own connection waits without end for a request that was begun, for one that never comes, and for a reader
that does not read. Knows nothing of what is asked.
"""

import asyncio
import json
import sys
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, H11Protocol

from api.wire import Malformed, TooManyHeaders, TooSlow
from rag.errors import OnRecordError

HEADER_LIMIT = 32 * 1024
"""Bytes of request line and header lines together."""
REQUEST_SECONDS = 15.0
"""How long a request may take to come in full: the first since the connection was made, others since they began."""
READ_SECONDS = 30.0
"""How long somebody who is sent a response may go without reading any more of it."""
MOST_WAITING = 100
"""Connections that may wait for a whole request; with one more, that which has waited longest is closed."""


class Connection(H11Protocol):
    """A connection that is closed where its other side is slow, silent or says too much."""

    _due: asyncio.TimerHandle | None = None
    _reading_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the one it overrides
        """Begin to wait for a request."""
        super().connection_made(transport)
        # So that "paused" means: something is not yet sent.
        transport.set_write_buffer_limits(high=0)
        self._watch()
        self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take what came. Once the request is whole, nothing here limits how long its answer takes."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Begin to wait for the rest of a request that was answered early; uvicorn waits for the next one."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._rest()
        self._stop_reading_clock()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for the other side to read."""
        super().pause_writing()
        if self._reading_due is None:
            left = self.transport.get_write_buffer_size()
            self._reading_due = self.loop.call_later(READ_SECONDS, self._unread, left)

    def resume_writing(self) -> None:
        """Everything was read."""
        super().resume_writing()
        self._stop_reading_clock()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own words
        """Say what is wrong with a request that could not be parsed, and close."""
        error = sys.exc_info()[1]  # uvicorn calls this while it handles the parser's error, and keeps that to itself
        if getattr(error, "error_status_hint", 400) == 431:
            limit = f"{HEADER_LIMIT // 1024} KB"
            self._refuse(TooManyHeaders(f"The header lines are larger than {limit}.", "Send fewer, or shorter ones."))
        else:
            self._refuse(Malformed("This is not an HTTP request.", "Send HTTP/1.1, without encryption."))

    @property
    def waiting(self) -> bool:
        """Whether this connection waits for a request, or for the rest of one."""
        return self._due is not None

    @property
    def due(self) -> float:
        """When that wait ends, in seconds of the event loop's clock; infinity where it does not wait."""
        return self._due.when() if self._due else float("inf")

    def _watch(self) -> None:
        """Start the clock for a request, or let it run on, as long as no whole one has come; stop it once one has."""
        whole = self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}
        if whole or self.transport.is_closing():
            self._rest()
        elif self._due is None:
            self._due = self.loop.call_later(REQUEST_SECONDS, self._too_late)

    def _rest(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _too_late(self) -> None:
        self._due = None
        begun = self.conn.their_state is h11.SEND_BODY or bool(self.conn.trailing_data[0])
        if begun:
            said = f"The request was not complete after {REQUEST_SECONDS:.0f} seconds."
            self._refuse(TooSlow(said, "Send it again, in one go."))
        else:
            self.transport.close()

    def _make_room(self) -> None:
        waiting = [one for one in self.connections if isinstance(one, Connection) and one.waiting]
        if len(waiting) > MOST_WAITING:
            oldest = min(waiting, key=lambda one: one.due)
            oldest._rest()  # noqa: SLF001 - another of this class
            oldest.transport.close()

    def _unread(self, left: int) -> None:
        still = self.transport.get_write_buffer_size()
        if still >= left:
            self.transport.abort()
        else:
            self._reading_due = self.loop.call_later(READ_SECONDS, self._unread, still)

    def _stop_reading_clock(self) -> None:
        if self._reading_due is not None:
            self._reading_due.cancel()
            self._reading_due = None

    def _refuse(self, error: OnRecordError) -> None:
        """Answer with `error` where nothing was answered yet, and close."""
        self._rest()
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE} and not self.transport.is_closing():
            body = json.dumps(error.as_dict()).encode()
            headers = [
                ("content-type", "application/json"),
                ("content-length", str(len(body))),
                ("connection", "close"),
            ]
            reason = STATUS_PHRASES[error.http_status]
            said: tuple[Any, ...] = (
                h11.Response(status_code=error.http_status, headers=headers, reason=reason),
                h11.Data(data=body),
                h11.EndOfMessage(),
            )
            self.transport.write(b"".join(self.conn.send(event) or b"" for event in said))
        self.transport.close()

"""Carries an engine's synchronous events into an asynchronous response, and stops the engine when nobody reads on.

Knows the order of events and their framing, nothing of what they say.
"""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from contextlib import aclosing

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import ClientDisconnect, Request

from api.wire import error_from, internal_error
from rag.answer import Event
from rag.errors import OnRecordError

PING_SECONDS = 15

_log = logging.getLogger(__name__)


async def in_thread(events: Iterator[Event]) -> AsyncGenerator[Event, None]:
    """The same events, produced in one thread of their own; what the engine raises is raised here.

    The whole generator runs in a single thread because tracing and database libraries tie their state to one. When
    this iterator is closed or cancelled, the generator is closed after the step it is in.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
    gone = threading.Event()
    threading.Thread(target=_pump, args=(events, gone, loop, queue), name="ask", daemon=True).start()
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        gone.set()


def _pump(
    events: Iterator[Event],
    gone: threading.Event,
    loop: asyncio.AbstractEventLoop,
    queue: asyncio.Queue[Event | BaseException | None],
) -> None:
    last: BaseException | None = None
    try:
        for event in events:
            if gone.is_set():
                break
            loop.call_soon_threadsafe(queue.put_nowait, event)
    except BaseException as error:  # noqa: BLE001 (it belongs to the one who asked, not to this thread)
        last = error
    finally:
        if isinstance(events, Generator):
            events.close()
    if not gone.is_set() and not loop.is_closed():
        loop.call_soon_threadsafe(queue.put_nowait, last)


async def done_of(events: AsyncGenerator[Event, None], request: Request) -> dict[str, object]:
    """The data of the `done` event. Raises what an `error` event says, and ClientDisconnect where nobody waits."""
    async with aclosing(events):
        async for event in events:
            if event.type == "done":
                return dict(event.data)
            if event.type == "error":
                raise error_from(dict(event.data))
            if await request.is_disconnected():
                raise ClientDisconnect
    raise internal_error()


async def event_stream(events: AsyncGenerator[Event, None]) -> EventSourceResponse:
    """A response that streams `events`. The first is awaited here, so that a refused question is an error, not a stream."""
    first = await anext(events)
    return EventSourceResponse(_framed(first, events), ping=PING_SECONDS, sep="\n")


async def _framed(first: Event, events: AsyncGenerator[Event, None]) -> AsyncIterator[ServerSentEvent]:
    shown = first.seq
    async with aclosing(events):
        try:
            yield _frame(first)
            async for event in events:
                shown = event.seq
                yield _frame(event)
        except OnRecordError as error:
            yield _frame(Event(seq=shown + 1, type="error", data=error.as_dict()))
        except Exception:  # noqa: BLE001 (the reader is told, the log gets the rest)
            _log.exception("An answer failed after its stream had begun.")
            yield _frame(Event(seq=shown + 1, type="error", data=internal_error().as_dict()))


def _frame(event: Event) -> ServerSentEvent:
    data = json.dumps(event.model_dump(mode="json")["data"], ensure_ascii=False)
    return ServerSentEvent(data=data, event=event.type, id=str(event.seq), sep="\n")

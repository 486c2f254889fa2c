"""Carries an engine's synchronous events into an asynchronous response, and stops the engine when nobody reads on.

Knows the order of events and their framing, nothing of what they say.
"""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import ClientDisconnect, Request

from api.wire import error_from, internal_error, public
from rag.answer import Event
from rag.errors import OnRecordError
from rag.models.chat.stop import Stop
from rag.settings import Settings

PING_SECONDS = 15

_log = logging.getLogger(__name__)


async def in_thread(ask: Callable[[Stop], Iterator[Event]]) -> AsyncGenerator[Event, None]:
    """The events of `ask`, produced in one thread of their own; what it raises is raised here.

    The whole generator runs in a single thread because tracing and database libraries tie their state to one. When
    this iterator is closed or cancelled, the Stop that `ask` was given is set at once, whatever the thread is doing.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
    stop = Stop()
    threading.Thread(target=_pump, args=(ask, stop, loop, queue), name="ask", daemon=True).start()
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()


def _pump(
    ask: Callable[[Stop], Iterator[Event]],
    stop: Stop,
    loop: asyncio.AbstractEventLoop,
    queue: asyncio.Queue[Event | BaseException | None],
) -> None:
    events: Iterator[Event] | None = None
    last: BaseException | None = None
    try:
        events = ask(stop)
        for event in events:
            if stop.is_set():
                break
            loop.call_soon_threadsafe(queue.put_nowait, event)
    except BaseException as error:  # noqa: BLE001 (it belongs to the one who asked, not to this thread)
        last = error
    finally:
        if isinstance(events, Generator):
            events.close()
    if not stop.is_set() and not loop.is_closed():
        loop.call_soon_threadsafe(queue.put_nowait, last)


async def done_of(events: AsyncGenerator[Event, None], request: Request) -> dict[str, object]:
    """The data of the `done` event: the whole answer. Raises the error that an `error` event carries, and
    ClientDisconnect once whoever sent `request` has gone.
    """
    answer, leaving = asyncio.create_task(_done(events)), asyncio.create_task(_left(request))
    try:
        await asyncio.wait({answer, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        raise ClientDisconnect
    finally:
        leaving.cancel()
        answer.cancel()


async def _done(events: AsyncGenerator[Event, None]) -> dict[str, object]:
    async with aclosing(events):
        async for event in events:
            if event.type == "done":
                return dict(event.data)
            if event.type == "error":
                raise error_from(dict(event.data))
    raise internal_error()


async def _left(request: Request) -> None:
    """Returns when the client is gone: its whole question has been read, so that nothing else can still come."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def event_stream(events: AsyncGenerator[Event, None], settings: Settings) -> EventSourceResponse:
    """A response that streams `events`.

    The first event is awaited here, so that a question that is refused gets an error's status and not a stream.
    """
    first = await anext(events)
    return EventSourceResponse(_framed(first, events, settings), ping=PING_SECONDS, sep="\n")


async def _framed(
    first: Event, events: AsyncGenerator[Event, None], settings: Settings
) -> AsyncIterator[ServerSentEvent]:
    shown = first.seq
    async with aclosing(events):
        try:
            yield _frame(first)
            async for event in events:
                shown = event.seq
                yield _frame(event)
        except OnRecordError as error:
            _log.warning("An answer failed after its stream had begun: %s", error)
            yield _frame(Event(seq=shown + 1, type="error", data=public(error, settings).as_dict()))
        except Exception:  # noqa: BLE001 (the reader is told, the log gets the rest)
            _log.exception("An answer failed after its stream had begun.")
            yield _frame(Event(seq=shown + 1, type="error", data=internal_error().as_dict()))


def _frame(event: Event) -> ServerSentEvent:
    data = json.dumps(event.model_dump(mode="json")["data"], ensure_ascii=False)
    return ServerSentEvent(data=data, event=event.type, id=str(event.seq), sep="\n")

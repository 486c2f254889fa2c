"""Listens: one process, one engine, until it is told to stop."""

import errno
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from api.app import create_app
from api.connection import HEADER_LIMIT, Connection
from api.engine import Engine
from api.log import logs
from rag.errors import BadSetting, NotReady, OnRecordError
from rag.settings import Settings

# An answer that is still being made when the server is told to stop is cut off after this long.
GRACE_SECONDS = 3


def serve(engine: Engine, listener: socket.socket) -> None:
    """Serve on `listener` (see `listen`) until SIGINT or SIGTERM; returns then, and leaves the engine to its owner."""
    with listener, _stopping_returns():
        server(engine).run(sockets=[listener])


def server(engine: Engine) -> uvicorn.Server:
    """A server that does not yet run. It keeps no access log: what was asked is nobody else's business."""
    config = uvicorn.Config(
        create_app(engine),
        http=Connection,
        h11_max_incomplete_event_size=HEADER_LIMIT,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=logs(),
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def listen(settings: Settings) -> socket.socket:
    """A socket bound to the settings' host and port, so that a taken port is known before anything is loaded.

    Raises NotReady where the port is taken, BadSetting where the address can't be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadSetting(f"The host {settings.host!r} is not known here.", "Change ONRECORD_HOST.") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise _refused(settings, error) from error
    return listener


def _refused(settings: Settings, error: OSError) -> OnRecordError:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        hint = "Stop the program that uses it, or set ONRECORD_PORT to a free port."
        return NotReady(f"Port {settings.port} on {settings.host} is taken.", hint)
    if error.errno == errno.EACCES:
        return BadSetting(f"Listening on {where} is not allowed.", "Set ONRECORD_PORT to 1024 or more.")
    return BadSetting(f"Listening on {where} is not possible: {error.strerror}.", "Change ONRECORD_HOST.")


@contextmanager
def _stopping_returns() -> Iterator[None]:
    """Let `serve` return on SIGINT or SIGTERM.

    uvicorn stops and then raises the signal once more for whoever started it; without this the process would die
    there, before the engine's owner could close it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _ignore) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """The signal has done its work: uvicorn has stopped."""

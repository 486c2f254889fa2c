"""A server on this machine that answers as a test says, also as no decent server would."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What is served under each path, and what was asked: path and headers, in order, with when."""

    base: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        """Host and port, as a permission to fetch names them."""
        return self.base.removeprefix("http://").rstrip("/")

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for path, _ in self.asked]


def page(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    """An answer with `body`; "_" in a header's name stands for "-"."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    """An answer that leads to `to`."""
    return page(b"", status, Location=to)


def trickle(*, head: bool) -> Answer:
    """A byte now and then, without end: as a header, or as the body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: " if head else b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b"a")
            time.sleep(0.1)

    return answer


@contextmanager
def served() -> Iterator[Site]:
    """A site while this context is open."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with suppress(BrokenPipeError, ConnectionResetError):
                site.pages.get(self.path, page("nothing here", 404))(self)

        def log_message(self, *_: object) -> None:
            """Tests have no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.base = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()

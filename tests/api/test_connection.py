"""Slow, silent, endless and greedy connections are closed after a limit, and nobody else has to wait for them."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from api import connection
from tests.api.conftest import Service
from tests.api.fakes import HOSTILE

pytestmark = pytest.mark.alone

SOON = 1.0
"""Seconds within which /healthz answers whatever others do; it takes a few milliseconds, and machines have more to do."""


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can wait for."""
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 1.5)
    monkeypatch.setattr(connection, "READ_SECONDS", 1.5)


@contextlib.contextmanager
def connected(service: Service, first: bytes = b"") -> Iterator[socket.socket]:
    """A connection that has sent these bytes."""
    where = urlsplit(service.url)
    with socket.create_connection((where.hostname, where.port), timeout=30) as made:
        if first:
            made.sendall(first)
        yield made


def all_of(made: socket.socket) -> bytes:
    """What is sent until the other side closes."""
    got = b""
    with contextlib.suppress(ConnectionResetError):
        while more := made.recv(65536):
            got += more
    return got


def closed_after(made: socket.socket) -> float:
    """Seconds until the other side closes."""
    began = time.monotonic()
    all_of(made)
    return time.monotonic() - began


def until_done(made: socket.socket) -> None:
    """Read a stream to its last event; fails where it is closed before."""
    got = b""
    while b"event: done" not in got:
        more = made.recv(65536)
        assert more
        got += more


def answers_soon(http: httpx.Client) -> None:
    """Another client is answered as if it were alone."""
    began = time.monotonic()
    assert http.get("/healthz").status_code == 200
    assert time.monotonic() - began < SOON


def error_in(reply: bytes) -> tuple[int, str]:
    """Status and code of an error response, whose body has the one shape."""
    head, _, body = reply.partition(b"\r\n\r\n")
    error = json.loads(body)["error"]
    assert error["message"]
    assert error["hint"]
    return int(head.split()[1]), error["code"]


REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("line", [b"X-%d: " + b"a" * 1000 + b"\r\n", b"a" * 1000], ids=["many lines", "one line"])
def test_header_lines_without_end_are_refused_early(service: Service, http: httpx.Client, line: bytes) -> None:
    """Of 128 MB less than one is taken; meanwhile others are answered."""
    sent = 0
    with connected(service, REQUEST if b"\r\n" in line else REQUEST + b"X-Long: ") as made:
        try:
            while sent < 128_000_000:
                made.sendall(line.replace(b"%d", b"%d" % sent) * 100)
                sent += 100 * len(line)
                if sent % 1_000_000 < 100 * len(line):
                    answers_soon(http)
        except ConnectionError:
            pass
    assert sent < 16_000_000  # what the two sides' own buffers took
    answers_soon(http)


def test_too_many_header_lines_are_said_to_be(service: Service) -> None:
    """In the shape of every error; somewhat fewer do no harm."""
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 1000) for number in range(40))
    with connected(service, REQUEST + lines) as made:
        assert error_in(all_of(made)) == (431, "too_many_headers")
    few = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 1000) for number in range(25))
    with connected(service, REQUEST + few + b"Connection: close\r\n\r\n") as made:
        assert all_of(made).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nHost : x\r\n\r\n"],
)
def test_what_is_no_http_is_refused_in_the_shape_of_every_error(service: Service, sent: bytes) -> None:
    """Such as the beginning of an encrypted connection."""
    with connected(service, sent) as made:
        assert error_in(all_of(made)) == (400, "malformed")


@pytest.mark.parametrize(
    ("first", "drip", "said"),
    [
        (b"", b"", b""),
        (REQUEST, b"", b"408"),
        (REQUEST, b"X-Slow: yes\r\n", b"408"),
        (POST + b"Content-Length: 60000\r\n\r\n{", b"", b"408"),
        (POST + b"Content-Length: 60000\r\n\r\n{", b" ", b"408"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", b"408"),
        (REQUEST + b"Content-Length: 60000\r\n\r\n", b" ", b"200"),
    ],
    ids=["silent", "half a head", "slow head", "no body", "slow body", "slow chunks", "slow body that nobody reads"],
)
def test_a_request_that_does_not_come_is_not_waited_for(
    service: Service, http: httpx.Client, first: bytes, drip: bytes, said: bytes
) -> None:
    """Also where a little of it comes now and then: the limit is for the whole of it."""
    began = time.monotonic()
    with connected(service, first) as made:
        made.settimeout(0.2)
        got = b""
        while time.monotonic() - began < 10:
            try:
                if not (more := made.recv(65536)):
                    break
                got += more
            except TimeoutError:
                answers_soon(http)
                with contextlib.suppress(ConnectionError):
                    made.sendall(drip)
            except ConnectionError:
                break
    assert 1 <= time.monotonic() - began < 6
    assert got.split(b" ")[1:2] == ([said] if said else [])


def test_a_connection_that_was_used_is_closed_where_the_next_request_does_not_come(service: Service) -> None:
    """Silence after an answer ends too; until then it may be used again."""
    with connected(service, REQUEST + b"\r\n") as made:
        assert b"200 OK" in made.recv(65536)
        made.sendall(REQUEST + b"\r\n")
        assert b"200 OK" in made.recv(65536)
        assert closed_after(made) < 10


def test_an_answer_may_take_longer_than_a_request(service: Service, http: httpx.Client) -> None:
    """The limit is for what is asked, not for what is answered."""
    with connected(service, POST + b'Content-Length: 36\r\n\r\n{"question": "slow", "stream": true}') as made:
        assert b"200 OK" in made.recv(65536)
        time.sleep(2)
        service.engine.release.set()
        until_done(made)
    answers_soon(http)


def test_whoever_does_not_read_is_not_written_to_for_ever(
    service: Service, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection whose other side takes nothing is closed, and one that takes a little now and then is not."""
    from dataclasses import replace

    large = replace(HOSTILE, id="large", text="They met at the pier. " * 1_000_000)
    monkeypatch.setattr(service.engine.record, "article", lambda *_given, **_more: large)
    ask = b"GET /v1/articles/large HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with connected(service, ask) as silent, connected(service, ask) as slow:
        assert slow.recv(100)
        for _ in range(25):
            time.sleep(0.2)
            assert slow.recv(400_000)
            answers_soon(http)
        assert len(all_of(slow)) > 100_000
        taken = len(all_of(silent))
    assert taken < 22_000_000


def test_silent_and_slow_connections_starve_nobody(service: Service, http: httpx.Client) -> None:
    """300 that say nothing and 20 that say a little: the oldest make room, all are closed in the end."""
    with contextlib.ExitStack() as held:
        silent = [held.enter_context(connected(service)) for _ in range(300)]
        slow = [held.enter_context(connected(service, POST + b"Content-Length: 9\r\n\r\n{")) for _ in range(20)]
        answers_soon(http)
        with httpx.Client(base_url=service.url, trust_env=False) as another:
            answers_soon(another)
        for made in (*silent, *slow):
            assert closed_after(made) < 10
        answers_soon(http)


def test_many_who_are_answered_are_not_closed_to_make_room(service: Service) -> None:
    """Only who has not asked yet is."""
    with contextlib.ExitStack() as held:
        body = b'{"question": "slow", "stream": true}'
        waiting = held.enter_context(connected(service, POST + b"Content-Length: %d\r\n\r\n" % len(body) + body))
        assert b"200 OK" in waiting.recv(65536)
        for _ in range(150):
            held.enter_context(connected(service))
        service.engine.release.set()
        until_done(waiting)


def test_a_body_that_is_too_large_is_refused_before_it_has_come(service: Service) -> None:
    """Whether it says its length or not."""
    for head, chunk in (
        (POST + b"Content-Length: 99999999\r\n\r\n", b"x" * 1000),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"3e8\r\n" + b"x" * 1000 + b"\r\n"),
    ):
        with connected(service, head) as made:
            with contextlib.suppress(ConnectionError):
                made.sendall(chunk * 100)
            assert error_in(made.recv(65536)) == (413, "too_large")

"""Asks a running server, with the same calls and the same errors as an engine in process.

Used by the command line while a server owns the data folder. Knows the wire, nothing of how answers are made.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx

from api.wire import error_from
from rag.answer import AskRequest, Event, EvidenceShown, SearchRequest, SearchResult
from rag.asking.fields import requested
from rag.errors import NotReady

# The server says something at least every 15 s while it works on an answer.
SILENCE_SECONDS = 60
CONNECT_SECONDS = 5


class Client:
    """A server at `base_url`. Close it, or use it in a `with`. Raises the OnRecordError that the server met."""

    def __init__(self, base_url: str) -> None:
        self._where = base_url
        timeout = httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS)
        # trust_env is off: a proxy set for the internet must not see questions to one's own machine.
        self._http = httpx.Client(base_url=base_url, timeout=timeout, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, request: AskRequest) -> Iterator[Event]:
        """The events of one answer as they happen, ending with `done`; an `error` event is raised as the error it is.

        Closing the iterator closes the connection, which stops the model.
        """
        body = request.model_copy(update={"stream": True}).model_dump(mode="json")
        with self._reported(), self._http.stream("POST", "/v1/ask", json=body) as response:
            if response.status_code != httpx.codes.OK:
                response.read()
                raise error_from(_json(response))
            for message in messages(lines(response.iter_bytes())):
                data = json.loads(message.data)
                if message.type == "error":
                    raise error_from(data)
                yield Event.model_validate({"seq": int(message.id), "type": message.type, "data": data})
                if message.type == "done":
                    return
        raise NotReady("The server stopped before the answer was complete.", "Ask once more.")

    def search(
        self,
        question: str,
        limit: int = 10,
        since: str | None = None,
        until: str | None = None,
        outlets: tuple[str, ...] = (),
        language: str | None = None,
        articles: tuple[str, ...] | None = None,
        as_of: str | None = None,
    ) -> tuple[EvidenceShown, ...]:
        """The stored sentences nearest to a question, best first; they are not an answer.

        Raises BadInput for a filter or limit that can't be used, and what the server raised as it was.
        """
        fields = {
            "question": question,
            "limit": limit,
            "since": since,
            "until": until,
            "outlets": outlets,
            "language": language,
            "articles": articles,
            "as_of": as_of,
        }
        return self.search_for(requested(SearchRequest, fields)).evidence

    def search_for(self, request: SearchRequest) -> SearchResult:
        """What `search` does, with a request that is made already; the whole result, as the engine gives it."""
        with self._reported():
            response = self._http.post("/v1/search", json=request.model_dump(mode="json"))
        found = _json(response)
        if response.status_code != httpx.codes.OK or not isinstance(found, dict):
            raise error_from(found)
        return SearchResult.model_validate(found)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except httpx.ConnectError as error:
            raise NotReady(f"No server answers at {self._where}.", "Start one with `onrecord serve`.") from error
        except httpx.HTTPError as error:
            raise NotReady(f"The connection to {self._where} broke: {error}.", "Ask once more.") from error


class Message(NamedTuple):
    """One message of an event stream: its `id:`, its `event:`, and its `data:` lines, joined."""

    id: str
    type: str
    data: str


def lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of an event stream, ended by CR LF, LF or CR and by nothing else; an unfinished last line is dropped.

    `str.splitlines` also splits at U+2028 and U+0085, which quotations may hold.
    """
    rest = b""
    for chunk in chunks:
        whole = rest + chunk
        # A CR at the very end may be half of a CR LF, so it waits for what follows.
        held = b"\r" if whole.endswith(b"\r") else b""
        *complete, rest = whole.removesuffix(held).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        rest += held
        for line in complete:
            yield line.decode()


def messages(stream: Iterable[str]) -> Iterator[Message]:
    """The messages in the lines of an event stream; an empty line ends each.

    Lines that begin with a colon only keep the connection alive, and are passed over.
    """
    identity, kind, data = "", "message", list[str]()
    for line in stream:
        if not line:
            if data:
                yield Message(identity, kind, "\n".join(data))
            kind, data = "message", []
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "id":
            identity = value
        elif name == "event":
            kind = value
        elif name == "data":
            data.append(value)


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None

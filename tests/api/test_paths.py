"""No error says by HTTP where anything lies on the server's machine; whoever runs the server finds it in the log."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api import wire
from api.wire import public
from rag import errors
from rag.answer import AskRequest, Event
from rag.errors import NotFound, OnRecordError, StoreFailed
from rag.settings import Settings
from rag.store.record import Record
from tests.api.conftest import Service

pytestmark = pytest.mark.slow


SECRET = Path("/srv/vault room/cellar data")
SETTINGS = Settings(data_dir=SECRET, models_dir=Path("~/cellar/models"), embedder="/opt/cellar/embedder")
SAYING = (
    f"The data folder {SECRET} can't be used: [Errno 13] Permission denied: '{SECRET}/indexes/lock' "
    "(sqlite:////var/cellar/record.sqlite), see /etc/cellar.toml; /usr/cellar/lib/x.py:12 and ~/cellar/models"
)
KINDS = sorted(
    {
        kind
        for module in (errors, wire)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, OnRecordError)
    },
    key=lambda kind: kind.__name__,
)


def of_the_machine(kind: type[OnRecordError]) -> bool:
    """Whether such an error may speak of the server's machine: it isn't one of the request alone."""
    return kind.http_status >= 500 or kind.code in {"bad_setting", "unreadable_source", "bad_dataset", "bad_run"}


def everywhere(
    service: Service, http: httpx.Client, error: OnRecordError, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """All that is sent when the engine and its record raise `error` wherever they can."""

    def raising(*_given: object, **_more: object) -> object:
        raise error

    engine = service.engine
    begun = list(engine.ask(AskRequest(question="conditions?")))[:2]

    def late(*_given: object, **_more: object) -> Iterator[Event]:
        yield from begun
        raise error

    monkeypatch.setattr(engine, "search", raising)
    monkeypatch.setattr(engine.record, "article", raising)
    monkeypatch.setattr(engine.record, "answer", raising)
    monkeypatch.setattr(engine.record, "answer_shown", raising)
    yield http.post("/v1/search", json={"question": "x"}).text
    for path in ("/v1/answers/x", "/v1/articles/x", "/answers/x", "/articles/x/1", "/articles/x"):
        yield http.get(path).text
    for failing in (raising, late):
        monkeypatch.setattr(engine, "ask", failing)
        yield http.post("/v1/ask", json={"question": "x"}).text
        yield http.post("/v1/ask", json={"question": "x", "stream": True}).text
        yield http.post("/ask", data={"question": "x"}, headers={"Sec-Fetch-Site": "same-origin"}).text


@pytest.mark.parametrize("kind", [kind for kind in KINDS if of_the_machine(kind)], ids=lambda kind: kind.__name__)
def test_no_error_names_a_place_of_the_machine(
    service: Service, http: httpx.Client, kind: type[OnRecordError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its kind, in JSON, in a stream, before and after that began, and on pages."""
    service.engine.settings = SETTINGS
    for said in everywhere(service, http, kind(SAYING, f"Look at {SECRET}."), monkeypatch):
        assert said
        for part in ("/srv", "vault room", "cellar", "/opt/", "/var/", "/etc/", "/usr/"):
            assert part not in said.replace("…/cellar.toml", ""), said  # a file's own name may stay


def test_no_error_names_where_a_database_is(
    service: Service, http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the URL that is set nor what the driver says of it: the address that a name stands for, port, user, database."""
    url = "postgresql+psycopg://keeper:hush@localhost:9/cellar"
    service.engine.settings = Settings(database_url=url)
    with pytest.raises(StoreFailed, match=r"keeper.*127\.0\.0\.1.*port 9") as caught:
        Record.open(url)
    for failed in (caught.value, errors.DatabaseVersion(f"The database {url} has schema version 9.")):
        with monkeypatch.context() as patched:
            for said in everywhere(service, http, failed, patched):
                assert "The record could not be used." in said
                for part in ("postgresql", "keeper", "hush", "localhost", "127.0.0.1", "port 9", "cellar"):
                    assert part not in said, said


def test_what_is_left_still_says_what_happened() -> None:
    """The kind of error, the reason and the last name of a file stay."""
    told = public(StoreFailed(SAYING, "Check its permissions."), SETTINGS)
    assert isinstance(told, StoreFailed)
    assert told.message.startswith("The data folder … can't be used: [Errno 13] Permission denied: '…/indexes/lock'")
    assert "…/x.py:12" in told.message
    assert told.hint == "Check its permissions."


@pytest.mark.parametrize(
    "text",
    [
        "The model could not answer (404 from https://example.com/v1/chat).",
        "Read and/or write 3/4 of it; see docs/http.md, 24/7.",
        "It is at http://127.0.0.1:8300/a.",
    ],
)
def test_what_is_no_path_stays(text: str) -> None:
    """Addresses, fractions, and what is named from where one stands."""
    assert public(StoreFailed(text), SETTINGS).message == text


def test_what_is_wrong_with_a_request_repeats_it() -> None:
    """It is the sender's own."""
    error = NotFound("There is nothing at /answers/etc/passwd.", "See docs/http.md.")
    assert public(error, SETTINGS) is error
    assert json.dumps(error.as_dict())

"""The client gives what the engine gives, events and errors alike, whatever a quotation holds."""

from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.client import Client, lines, messages
from api.wire import WrongMethod, error_from
from rag.answer import Answer, AskRequest, SearchRequest
from rag.errors import BadDate, BadInput, BadQuestion, DiskFull, ModelFailed, NotReady, OnRecordError
from tests.api.conftest import Service
from tests.api.fakes import ASTRAL, CONTROL


def test_asking_gives_the_events_of_the_engine(service: Service) -> None:
    """Types, order and numbers survive the wire, and `done` validates as an answer."""
    with Client(service.url) as client:
        events = list(client.ask(AskRequest(question="unicode")))
    assert [event.seq for event in events] == list(range(len(events)))
    answer = Answer.model_validate(events[-1].data)
    assert answer.citations["1"].quote == ASTRAL


def test_the_engine_s_errors_come_back_as_themselves(service: Service) -> None:
    """Before the stream and within it."""
    with Client(service.url) as client:
        with pytest.raises(BadQuestion, match="empty"):
            list(client.ask(AskRequest(question=" ")))
        with pytest.raises(BadDate):
            client.search("x", since="soon")
        with pytest.raises(BadDate, match="as_of can't be 'soon'"):
            client.search("x", as_of="soon")
        with pytest.raises(BadInput, match="limit can't be 51"):
            client.search("x", limit=51)
        with pytest.raises(ModelFailed) as failed:
            list(client.ask(AskRequest(question="breaks")))
    assert failed.value.hint == "Ask once more."


def test_closing_the_iterator_stops_the_model(service: Service) -> None:
    """As closing the engine's own generator would."""
    with Client(service.url) as client:
        events = client.ask(AskRequest(question="slow"))
        next(events)
        events.close()  # type: ignore[attr-defined]
        assert service.engine.closed.wait(5)


def test_search_gives_evidence(service: Service) -> None:
    """The same records as in process."""
    with Client(service.url) as client:
        assert client.search("x", limit=1)[0].quote == CONTROL
        request = SearchRequest(question="x", limit=1)
        assert client.search_for(request) == service.engine.search(request)
        assert client.search_for(request).evidence == client.search("x", 1)


def test_a_search_by_its_fields_takes_every_field_of_the_request() -> None:
    """With the same defaults: who adds a field to the one adds it to the other."""
    taken = {name: one.default for name, one in signature(Client.search).parameters.items() if name != "self"}
    fields = {name: one.default for name, one in SearchRequest.model_fields.items()}
    assert taken.keys() == fields.keys()
    assert taken | {"question": None} == fields | {"question": None}


def test_no_server_is_not_ready() -> None:
    """The error says what to start."""
    with Client("http://127.0.0.1:9") as client, pytest.raises(NotReady, match="onrecord serve"):
        client.search("x")


def test_the_wire_knows_every_error() -> None:
    """Each code leads back to its own class; what is no error of ours is a plain one."""
    for kind in (BadQuestion, DiskFull, WrongMethod):
        assert type(error_from(kind("m", "h").as_dict())) is kind
    shapes: tuple[object, ...] = (
        None,
        [],
        "x",
        {"error": "x"},
        {"detail": "x"},
        {"error": {"code": "new", "message": "m"}},
    )
    for strange in shapes:
        assert type(error_from(strange)) is OnRecordError


def test_data_of_several_lines_and_comments_are_read() -> None:
    """Lines join, comments and empty blocks pass, a field without a colon counts, an unfinished message is dropped."""
    raw = b": ping\r\n\r\nid: 7\r\nevent:claim\r\ndata: a\r\ndata:b\r\ndata\r\n\r\nretry: 3\n\ndata: last\n\ndata: cut"
    found = [tuple(message) for message in messages(lines([raw]))]
    assert found == [("7", "claim", "a\nb\n"), ("7", "message", "last")]


@given(
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])),
    st.integers(1, 7),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text_survives_any_chunks(text: str, size: int, end: str) -> None:
    """Separators that only Unicode knows are text, and a character may be cut anywhere."""
    raw = f"data: {text}{end}{end}data: x{end}{end}:{end}".encode()
    chunks = [raw[start : start + size] for start in range(0, len(raw), size)]
    assert [message.data for message in messages(lines(chunks))] == [text, "x"]

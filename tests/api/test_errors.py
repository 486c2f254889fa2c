"""Every error has the one shape, whatever caused it, and tells nothing of the inside."""

import json

import httpx
import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.app import create_app
from rag.answer import AskRequest
from rag.errors import StoreFailed
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.api.conftest import Service
from tests.conftest import Command, OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, claiming

pytestmark = pytest.mark.slow


JSON = {"Content-Type": "application/json"}


def error(response: httpx.Response) -> tuple[int, str]:
    """Status and code, after a look at the shape."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "hint"}
    assert all(isinstance(part, str) for part in body["error"].values())
    assert body["error"]["message"]
    return response.status_code, body["error"]["code"]


def test_every_error_has_the_one_shape(http: httpx.Client) -> None:
    """Unknown things, wrong methods, wrong bodies and wrong types alike."""
    assert error(http.get("/v1/answers/none")) == (404, "not_found")
    assert error(http.get("/v1/articles/none")) == (404, "not_found")
    assert error(http.get("/v1/articles/unicode?version=9")) == (404, "not_found")
    assert error(http.get("/v1/nowhere")) == (404, "not_found")
    assert error(http.get("/v1/ask")) == (405, "method_not_allowed")
    assert error(http.post("/v1/ask", content="{}")) == (415, "unsupported_media_type")
    assert error(http.post("/v1/ask", data={"question": "x"})) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "The field 'question' is missing."),
        ({"question": 3}, "question can't be 3: it must be text."),
        ({"question": "x", "untill": "2025-01-01"}, "'untill' is no field of this request."),
        ({"question": "x", "body": 1}, "'body' is no field of this request."),
        ({"question": "x", "outlets": [1]}, "outlets.0 can't be 1: it must be text."),
        ([], "The body is not a JSON object."),
    ],
)
@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search"])
def test_a_wrong_field_is_named(http: httpx.Client, route: str, body: object, said: str) -> None:
    """Whoever wrote the request can see which part of it was wrong, in words of ours."""
    response = http.post(route, json=body)
    assert error(response) == (422, "bad_input")
    assert response.json()["error"]["message"] == said
    assert response.json()["error"]["hint"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"status":"answered"', '"status":"lost"', id="no answer any more"),
        pytest.param("forced mobilisation", "forced maintenance!", id="other words than the article's"),
        pytest.param("{", "", id="no JSON"),
    ],
)
def test_a_damaged_answer_is_named_on_its_page(filled: Settings, open_fake: OpenFake, old: str, new: str) -> None:
    """Whatever of it is damaged, it is no fault of ours, and nothing of it is shown as an answer."""
    engine = open_fake(filled, FakeChat(reply=claiming(MOBILISATION)))
    answer = engine.chain.invoke(AskRequest(question=QUESTION))
    with engine.record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE answers SET answer_json = replace(answer_json, ?, ?)", (old, new))
    http = TestClient(create_app(engine), base_url="http://127.0.0.1", raise_server_exceptions=False)
    page = http.get(f"/answers/{answer.id}")
    assert page.status_code == StoreFailed.http_status
    assert "is damaged" in page.text
    assert MOBILISATION[0] not in page.text


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"null", b"\xff", b"[" * 60_000, b'{"question": ' + b"9" * 5000 + b"}"],
    ids=["cut", "none", "null", "bytes", "deep", "long"],
)
def test_what_is_no_json_is_said_to_be_none(http: httpx.Client, body: bytes) -> None:
    """Cut off, missing, not UTF-8, nested too deep, or a number longer than any: one message, and what to send."""
    response = http.post("/v1/search", content=body, headers=JSON)
    assert error(response) == (422, "bad_input")
    assert response.json()["error"]["message"] == "The body is not a JSON object."


def test_what_an_address_asks_for_is_held_to_the_same(http: httpx.Client) -> None:
    """A version in an article's address is a field as well, on the pages too."""
    said = "version can't be 'none': it must be a whole number."
    assert http.get("/v1/articles/unicode?version=none").json()["error"]["message"] == said
    assert http.get("/v1/articles/unicode?version=0").json()["error"]["message"] == "version can't be 0."
    assert (
        "start can&#39;t be &#39;here&#39;: it must be a whole number."
        in http.get("/articles/unicode/1?start=here").text
    )


@pytest.mark.parametrize(
    "body",
    [{"question": "half \ud83d"}, {"question": "x", "outlets": ["\ud800"]}, {"question": "x", "since": "\ud800"}],
)
def test_half_a_character_is_no_text(http: httpx.Client, body: dict[str, object]) -> None:
    """JSON can spell a lone surrogate, but no text holds one; what is told about it can be sent."""
    for route in ("/v1/ask", "/v1/search"):
        assert error(http.post(route, content=json.dumps(body), headers=JSON))[0] == 422


SAID_BADLY: list[tuple[list[str], dict[str, object]]] = [
    ([], {"question": " "}),
    (["--since", "soon"], {"since": "soon"}),
    (["--since", "2025-05-02", "--until", "2025-05-01"], {"since": "2025-05-02", "until": "2025-05-01"}),
    (["--outlet", " "], {"outlets": [" "]}),
    (["--language", "english"], {"language": "english"}),
    (["--article", " "], {"articles": [" "]}),
]


@pytest.mark.parametrize(
    ("route", "arguments", "fields"),
    [
        *[("ask", *case) for case in SAID_BADLY],
        *[("search", *case) for case in SAID_BADLY],
        ("ask", ["--max-claims", "99"], {"max_claims": 99}),
        ("ask", ["--max-claims", "0"], {"max_claims": 0}),
        ("search", ["--limit", "51"], {"limit": 51}),
        ("search", ["--limit", "0"], {"limit": 0}),
    ],
)
def test_a_mistake_is_told_alike_by_http_and_command_line(
    http: httpx.Client, command: Command, route: str, arguments: list[str], fields: dict[str, object]
) -> None:
    """Code, message and hint."""
    body = {"question": "x", **fields}
    ran = command(route, "--json", *arguments, str(body["question"]))
    assert ran.code == 2
    assert http.post(f"/v1/{route}", json=body).json() == json.loads(ran.out)


@pytest.mark.parametrize(
    "fields", [{"question": " "}, {"since": "soon"}, {"since": "2025-05-02", "until": "2025-05-01"}]
)
def test_a_mistake_is_told_alike_by_http_and_page(http: httpx.Client, fields: dict[str, str]) -> None:
    """The form without scripts shows the very message and hint."""
    body = {"question": "x", **fields}
    told = http.post("/v1/ask", json=body).json()["error"]
    page = http.post("/ask", data=body)
    assert page.status_code == 422
    assert escape(told["message"]) in page.text
    assert escape(told["hint"]) in page.text


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search"])
@pytest.mark.parametrize(
    "filtered", [{"language": "english"}, {"language": "qq"}, {"articles": []}, {"articles": [" "]}, {"outlets": [""]}]
)
def test_a_filter_that_can_match_nothing_is_refused(
    http: httpx.Client, route: str, filtered: dict[str, object]
) -> None:
    """It would look like an honest "the articles do not say"."""
    assert error(http.post(route, json={"question": "x", **filtered})) == (422, "bad_input")


def test_search_takes_no_more_than_fifty(http: httpx.Client) -> None:
    """The limit is a limit."""
    assert error(http.post("/v1/search", json={"question": "x", "limit": 51})) == (422, "bad_input")


def test_a_large_body_is_refused_declared_or_not(http: httpx.Client) -> None:
    """64 KB are more than a question needs; a body without a length is counted as it comes."""
    assert error(http.post("/v1/ask", json={"question": "x" * 70_000})) == (413, "too_large")
    chunks = (b"x" * 1000 for _ in range(70))
    assert error(http.post("/v1/ask", content=chunks, headers=JSON)) == (413, "too_large")
    assert error(http.post("/v1/ask", json={"question": "x" * 60_000})) == (422, "bad_question")


def test_a_fault_of_ours_tells_nothing_of_the_inside(http: httpx.Client) -> None:
    """No path, no traceback; the log has those."""
    response = http.post("/v1/ask", json={"question": "crashes"})
    assert error(response) == (500, "error")
    assert "secret" not in response.text
    assert "Content-Security-Policy" in response.headers
    page = http.post("/ask", data={"question": "crashes"})
    assert page.status_code == 500
    assert "secret" not in page.text
    assert page.headers["content-type"].startswith("text/html")


def test_ready_says_503_while_the_record_cannot_be_read(service: Service, http: httpx.Client) -> None:
    """Alive and ready are different questions."""
    assert http.get("/readyz").json() == {"status": "ready", "articles": 5, "passages": 10, "answers": 0}
    service.engine.record.broken = True
    assert error(http.get("/readyz")) == (503, "not_ready")
    assert "secret" not in http.get("/readyz").text
    assert http.get("/healthz").json() == {"status": "ok"}


def test_ready_says_503_and_the_part_while_an_index_cannot_be_asked(service: Service, http: httpx.Client) -> None:
    """The process stays alive meanwhile, and is ready again once the part is."""
    service.engine.told_trouble = "The dense index can't be asked; it is being built again."
    response = http.get("/readyz")
    assert error(response) == (503, "not_ready")
    assert "dense index" in response.json()["error"]["message"]
    assert http.get("/healthz").json() == {"status": "ok"}
    service.engine.told_trouble = None
    assert http.get("/readyz").status_code == 200


def test_pages_tell_errors_as_pages(http: httpx.Client) -> None:
    """People get a page with the same message and status."""
    for path, status in (
        ("/answers/none", 404),
        ("/nowhere", 404),
        ("/ask", 405),
        ("/articles/unicode/1?start=9", 422),
    ):
        response = http.get(path)
        assert response.status_code == status
        assert response.headers["content-type"].startswith("text/html")
    beyond = http.get("/articles/unicode/1?start=0&end=99999")
    assert beyond.status_code == 422
    assert "does not point at words" in beyond.text

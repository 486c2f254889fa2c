"""POST /v1/ask and /v1/search: answers, events, and the end of both when nobody listens."""

import json
import time
from typing import Any

import httpx
import pytest

from api.client import Client, lines, messages
from rag.answer import Answer, AskRequest
from rag.errors import NotFound
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.api.conftest import Service
from tests.api.fakes import ARMS, CONTROL, UNDATED
from tests.conftest import OpenFake
from tests.serving import serving

pytestmark = pytest.mark.slow


def stream(http: httpx.Client, question: str) -> list[tuple[str, Any]]:
    """The (type, data) of all events."""
    with http.stream("POST", "/v1/ask", json={"question": question, "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        found = list(messages(lines(response.iter_bytes())))
    assert [message.id for message in found] == [str(number) for number in range(len(found))]
    return [(message.type, json.loads(message.data)) for message in found]


def test_an_answer_is_json_with_exact_quotes(service: Service, http: httpx.Client) -> None:
    """Every citation of the answer is a slice of the article that the same server gives."""
    answer = Answer.model_validate(http.post("/v1/ask", json={"question": "conditions?"}).raise_for_status().json())
    for citation in answer.citations.values():
        article = http.get(f"/v1/articles/{citation.article_id}", params={"version": citation.version}).json()
        assert article["text"][citation.start : citation.end] == citation.quote
    assert http.get(f"/v1/answers/{answer.id}").text == service.engine.record.answers[answer.id]


def test_an_abstention_is_http_200(http: httpx.Client) -> None:
    """Not knowing is an outcome, not an error."""
    response = http.post("/v1/ask", json={"question": "nothing?"})
    assert response.status_code == 200
    assert response.json()["status"] == "abstained"


def test_a_stream_ends_with_the_answer_that_is_stored(http: httpx.Client) -> None:
    """`done` carries the authoritative answer."""
    events = stream(http, "conditions?")
    kinds = [kind for kind, _ in events]
    assert kinds[:3] == ["started", "question", "evidence"]
    assert {"claim", "citation", "status"} <= set(kinds)
    assert kinds[-1] == "done"
    assert events[-1][1] == http.get(f"/v1/answers/{events[-1][1]['id']}").json()


def test_a_conversation_is_gone_on_with_by_its_id(http: httpx.Client) -> None:
    """Every answer names its conversation; who sends that id along asks in it, and nobody else."""
    first = http.post("/v1/ask", json={"question": "conditions?"}).json()
    follow_up = {"question": "And unicode?", "conversation_id": first["conversation_id"]}
    second = http.post("/v1/ask", json=follow_up).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert (second["question"], second["standalone_question"]) == ("And unicode?", "conditions? And unicode?")
    other = http.post("/v1/ask", json={"question": "And unicode?"}).json()
    assert other["conversation_id"] != first["conversation_id"]
    assert other["standalone_question"] == "And unicode?"


def test_an_unknown_conversation_is_404_wherever_it_is_sent(filled: Settings, open_fake: OpenFake) -> None:
    """As JSON, before a stream begins, and on the page, whose form then asks in no conversation; nothing is answered."""
    engine = open_fake(filled, FakeChat())
    request = AskRequest(question="And in Leeds?", conversation_id="talk-7")
    sent = request.model_dump(mode="json", include={"question", "conversation_id"})
    with serving(engine) as url, Client(url) as client, httpx.Client(base_url=url, trust_env=False) as http:
        for stream in (False, True):
            response = http.post("/v1/ask", json={**sent, "stream": stream})
            assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
            assert response.json()["error"]["message"] == "No answer of this conversation is kept."
        page = http.post("/ask", data=sent)
        assert page.status_code == 404
        assert "No answer of this conversation is kept." in page.text
        assert "And in Leeds?" in page.text
        assert "talk-7" not in page.text
        with pytest.raises(NotFound, match="No answer of this conversation is kept"):
            next(client.ask(request))
    assert engine.record.counts().answers == 0


def test_no_route_lists_conversations(http: httpx.Client) -> None:
    """An id is all that leads to one: no path of the interface has to do with conversations."""
    assert not [path for path in http.get("/openapi.json").json()["paths"] if "conversation" in path]


def test_accept_alone_asks_for_a_stream(http: httpx.Client) -> None:
    """A client that can read events need not say so twice."""
    response = http.post("/v1/ask", json={"question": "x"}, headers={"Accept": "text/event-stream"})
    assert response.text.startswith("id: 0\nevent: started\n")


def test_a_bad_question_is_an_error_and_not_a_stream(http: httpx.Client) -> None:
    """What the engine refuses at once is an ordinary 422, streamed or not."""
    for streamed in (True, False):
        response = http.post("/v1/ask", json={"question": " ", "stream": streamed})
        assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_question")
    assert http.post("/v1/ask", json={"question": "x", "since": "soon"}).json()["error"]["code"] == "bad_date"


def test_a_bad_day_of_a_search_is_named(http: httpx.Client) -> None:
    """As that of a question is; a good one is taken."""
    response = http.post("/v1/search", json={"question": "x", "as_of": "soon"})
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (422, "bad_date")
    assert "as_of can't be 'soon'" in error["message"]
    assert http.post("/v1/search", json={"question": "x", "as_of": "2025-05-20"}).status_code == 200


def test_a_failure_in_the_stream_is_its_last_event(http: httpx.Client) -> None:
    """Claims already shown stay; the error follows them, numbered on."""
    kind, data = stream(http, "breaks")[-1]
    assert (kind, data["error"]["code"]) == ("error", "model_failed")


def test_a_failure_without_stream_has_its_status(http: httpx.Client) -> None:
    """The same failure, asked for as one answer, is a 502."""
    response = http.post("/v1/ask", json={"question": "breaks"})
    assert (response.status_code, response.json()["error"]["code"]) == (502, "model_failed")


@pytest.mark.parametrize("streamed", [True, False])
def test_leaving_closes_the_engine(service: Service, streamed: bool) -> None:  # noqa: FBT001
    """A client that disconnects cancels the model, whether it streamed or waited."""
    body = {"question": "slow", "stream": streamed}
    with httpx.Client(base_url=service.url, trust_env=False) as leaving:
        if streamed:
            with leaving.stream("POST", "/v1/ask", json=body) as response:
                next(response.iter_bytes())
        else:
            with pytest.raises(httpx.ReadTimeout):
                leaving.post("/v1/ask", json=body, timeout=0.3)
    assert service.engine.closed.wait(5)


def test_others_are_served_while_one_answer_is_made(service: Service, http: httpx.Client) -> None:
    """A slow answer holds up nobody."""
    with http.stream("POST", "/v1/ask", json={"question": "slow", "stream": True}) as response:
        next(response.iter_bytes())
        before = time.monotonic()
        with httpx.Client(base_url=service.url, trust_env=False) as other:
            assert other.post("/v1/ask", json={"question": "x"}).status_code == 200
            assert other.get("/healthz").status_code == 200
        assert time.monotonic() - before < 2


def test_search_says_that_it_is_not_an_answer(http: httpx.Client) -> None:
    """The nearest sentences, filtered and limited, with the note."""
    found = http.post("/v1/search", json={"question": "x"}).json()
    assert found["note"] == "not an answer"
    assert [one["quote"] for one in found["evidence"]] == [CONTROL, ARMS]
    assert len(http.post("/v1/search", json={"question": "x", "limit": 1}).json()["evidence"]) == 1
    only = http.post("/v1/search", json={"question": "x", "outlets": ["Meridian Wire"]}).json()
    assert [one["outlet"] for one in only["evidence"]] == ["Meridian Wire"]
    only = http.post("/v1/search", json={"question": "x", "language": "en", "articles": [UNDATED.id]}).json()
    assert [one["article_id"] for one in only["evidence"]] == [UNDATED.id]

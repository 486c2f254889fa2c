"""Every error has the one shape, whatever caused it, and tells nothing of the inside."""

import httpx
import pytest

from tests.api.conftest import Service

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
    assert error(http.post("/v1/ask", content="{", headers=JSON)) == (422, "bad_input")
    assert error(http.post("/v1/ask", content="", headers=JSON)) == (422, "bad_input")
    assert error(http.post("/v1/ask", content=b'{"question": "\\ud800"}', headers=JSON))[0] == 422
    assert error(http.get("/v1/articles/unicode?version=none")) == (422, "bad_input")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": 3}, "question"),
        ({"question": "x", "untill": "2025-01-01"}, "untill"),
        ({"question": "x", "max_claims": 99}, "max_claims"),
        ({"question": "x", "outlets": [1]}, "outlets.0"),
    ],
)
def test_a_wrong_field_is_named(http: httpx.Client, body: dict[str, object], field: str) -> None:
    """Whoever wrote the request can see which part of it was wrong."""
    response = http.post("/v1/ask", json=body)
    assert error(response) == (422, "bad_input")
    assert repr(field) in response.json()["error"]["message"]


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
    assert http.post("/v1/ask", json={"question": "x" * 60_000}).status_code == 200


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

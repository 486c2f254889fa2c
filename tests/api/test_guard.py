"""What is let in, and the headers that every response leaves with."""

import httpx
import pytest

from tests.api.conftest import Service

pytestmark = pytest.mark.slow


SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:1", "127.0.0.1:8300", "[::1]:8300", "192.168.1.20", "[fe80::1]"]
)
def test_addresses_and_localhost_are_answered(http: httpx.Client, host: str) -> None:
    """A name in figures can't have been pointed here by somebody else."""
    assert http.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8300", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
def test_foreign_names_are_refused(http: httpx.Client, host: str) -> None:
    """A page that points its own name at this machine can't read it (DNS rebinding)."""
    for path in ("/healthz", "/", "/v1/answers/x"):
        assert http.get(path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({}, 303),
    ],
)
def test_the_form_of_another_site_is_refused(http: httpx.Client, headers: dict[str, str], status: int) -> None:
    """Browsers say who is asking; programs that say nothing are let in."""
    assert http.post("/ask", data={"question": "x"}, headers=headers).status_code == status


def test_an_origin_of_our_own_is_let_in(service: Service, http: httpx.Client) -> None:
    """Browsers that know no Sec-Fetch-Site send the origin."""
    assert http.post("/ask", data={"question": "x"}, headers={"Origin": service.url}).status_code == 303


def test_no_other_origin_gets_leave(http: httpx.Client) -> None:
    """The preflight of another site's page is not answered with permission."""
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    response = http.options("/v1/ask", headers=asked)
    assert response.status_code == 405
    assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/", "/answers/none", "/static/app.js", "/v1/answers/none", "/healthz", "/openapi.json"]
)
def test_every_response_carries_the_strict_headers(http: httpx.Client, path: str) -> None:
    """Pages, files, data and errors alike."""
    headers = http.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_files_outside_static_are_not_served(http: httpx.Client) -> None:
    """No path leads out of the folder."""
    for path in ("/static/../templates/base.html", "/static/%2e%2e/render.py", "/static//etc/passwd"):
        assert http.get(path).status_code == 404

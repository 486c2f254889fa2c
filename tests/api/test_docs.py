"""docs/http.md is a contract: nothing that the server offers may be missing from it."""

from pathlib import Path
from typing import Any, get_args

import httpx
from fastapi.routing import APIRoute

from api import wire
from api.app import create_app
from rag import errors
from rag.answer import AskRequest, EventType, SearchRequest
from tests.api.fakes import FakeEngine

TEXT = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")


def test_every_route_is_documented() -> None:
    """With its method, and its parameters as they are named in the code."""
    app = create_app(FakeEngine())
    described = app.openapi()["paths"]
    routes = [f"{method.upper()} {path}" for path, methods in described.items() for method in methods]
    assert len(routes) == 6
    pages = {
        "GET /",
        "POST /ask",
        "GET /answers/{answer_id}",
        "GET /articles/{article_id}/{version}",
        "GET /articles/{article_id}",
    }
    for route in pages | set(routes) | {"GET /openapi.json"}:
        assert f"`{route}`" in TEXT, route


def test_no_page_route_is_forgotten() -> None:
    """The list of pages above is complete."""
    from api.routes.pages import router
    from api.web.render import Pages

    found = [route.path for route in router(FakeEngine(), Pages("embedded")).routes if isinstance(route, APIRoute)]
    assert len(found) == 5


def test_every_event_field_and_code_is_documented() -> None:
    """Event types, request fields and error codes that can travel by HTTP."""
    for name in (*get_args(EventType), *AskRequest.model_fields):
        assert f"`{name}`" in TEXT, name
    kinds = [kind for module in (errors, wire) for kind in vars(module).values()]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, errors.OnRecordError):
            # These end a command; no request can cause them.
            ends_command = kind.code in {"bad_setting", "bad_dataset", "bad_run"}
            reads = issubclass(kind, errors.UnreadableSource)
            assert ends_command or reads or kind.code.startswith("recording_") or f"`{kind.code}`" in TEXT, kind.code


def test_every_field_of_a_search_is_documented() -> None:
    """Under its own heading: that a question has it says nothing of a search."""
    searching = TEXT.partition("\n## Searching\n")[2].partition("\n## ")[0]
    for name in SearchRequest.model_fields:
        assert f"`{name}`" in searching, name


def test_openapi_declares_streams_and_errors(http: httpx.Client) -> None:
    """Status codes and media types, so that other tools can rely on them."""
    described: Any = http.get("/openapi.json").json()
    ask = described["paths"]["/v1/ask"]["post"]["responses"]
    assert set(ask["200"]["content"]) == {"application/json", "text/event-stream"}
    assert set(ask) == {"200", "403", "404", "413", "415", "422", "500", "502", "503", "507"}
    for path in described["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status != "200":
                    assert response["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorShape")

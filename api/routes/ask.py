"""POST /v1/ask and POST /v1/search: questions in, an answer, its events, or the nearest sentences out."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse

from api.engine import Engine
from api.schemas import responses
from api.stream import done_of, event_stream, in_thread
from api.wire import WrongMediaType
from rag.answer import Answer, AskRequest, SearchRequest, SearchResult

EVENT_STREAM: Mapping[str, Any] = {
    "description": "The answer; with `stream` or `Accept: text/event-stream`, its events as they happen",
    "content": {"text/event-stream": {"schema": {"type": "string", "description": "see docs/http.md"}}},
}


def json_only(content_type: Annotated[str, Header()] = "") -> None:
    """Raise WrongMediaType for a body that is not declared as JSON.

    A browser lets another site's page send any other type without asking this server first.
    """
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise WrongMediaType("The body must be JSON.", "Send the header `Content-Type: application/json`.")


def router(engine: Engine) -> APIRouter:
    """The routes that take a question."""
    routes = APIRouter(prefix="/v1", dependencies=[Depends(json_only)])

    @routes.post(
        "/ask",
        response_model=Answer,
        responses={200: dict(EVENT_STREAM), **responses(403, 404, 413, 415, 422, 500, 502, 503, 507)},
    )
    async def ask(question: AskRequest, request: Request) -> Response:
        """Answer a question from the stored articles. An abstention is an answer too: status 200."""
        events = in_thread(partial(engine.ask, question))
        if question.stream or "text/event-stream" in request.headers.get("accept", ""):
            return await event_stream(events, engine.settings)
        return JSONResponse(await done_of(events, request))

    @routes.post("/search", responses=responses(403, 413, 415, 422, 500, 503, 507))
    def search(query: SearchRequest) -> SearchResult:
        """The stored sentences nearest to a question. They are not an answer."""
        return engine.search(query)

    return routes

"""Puts routes, pages, the guard and the error shape together around one engine. Opens nothing and listens nowhere."""

import logging
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.staticfiles import StaticFiles

from api.engine import Engine
from api.guard import Guard
from api.routes import ask, health, pages, stored
from api.web.render import STATIC, Pages
from api.wire import WrongMethod, public
from rag.asking.fields import unusable
from rag.errors import BadInput, NotFound, OnRecordError

_log = logging.getLogger(__name__)

PROGRAM_PATHS = ("/v1/", "/healthz", "/readyz", "/openapi.json")


def create_app(engine: Engine) -> FastAPI:
    """The whole service as an ASGI application. `engine` stays the caller's: open before, closed after."""
    # The documentation pages that FastAPI offers load scripts from another host, so there are none.
    app = FastAPI(title="On Record", version=_version(), docs_url=None, redoc_url=None)
    shown = Pages(engine.settings.llm)
    for routes in (ask.router(engine), stored.router(engine), health.router(engine)):
        app.include_router(routes)
    app.include_router(pages.router(engine, shown))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    respond = _responder(shown, engine)
    _handle_errors(app, respond)
    app.add_middleware(Guard, host=engine.settings.host, respond=respond)
    return app


Respond = Callable[[str, OnRecordError], Response]
"""Called with the path that was asked for and an error; makes the response that tells of it, as JSON or as a page."""


def _responder(pages: Pages, engine: Engine) -> Respond:
    def respond(path: str, error: OnRecordError) -> Response:
        if error.http_status >= 500:
            _log.warning("%s: %s", path, error)  # whole, for whoever runs the server
        error = public(error, engine.settings)
        if path.startswith(PROGRAM_PATHS):
            return JSONResponse(error.as_dict(), error.http_status)
        return pages.show("error.html", error.http_status, error=error)

    return respond


def _handle_errors(app: FastAPI, respond: Respond) -> None:
    @app.exception_handler(OnRecordError)
    async def known(request: Request, error: OnRecordError) -> Response:
        return respond(request.url.path, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return respond(request.url.path, _named(error))

    @app.exception_handler(HTTPException)
    async def unrouted(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if error.status_code == 405:
            response = respond(
                path, WrongMethod(f"{request.method} is not for {path}.", "docs/http.md lists the routes.")
            )
            response.headers.update(error.headers or {})
            return response
        if error.status_code == 404:
            return respond(
                path, NotFound(f"There is nothing at {path}.", "Start from the first page, or see docs/http.md.")
            )
        return respond(path, _not_json())  # FastAPI's 400: what can't be decoded, or nests too deep

    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: ClientDisconnect) -> Response:
        return Response(status_code=499)  # nobody reads it


def _named(error: RequestValidationError) -> BadInput:
    """The first mistake that FastAPI found in a request, as an error of ours that names the field.

    FastAPI's path to the mistake begins with the part of the request (body, query or path), which is left out.
    """
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"][1:]))
    return unusable(field, first) if field and first["type"] != "json_invalid" else _not_json()


def _not_json() -> BadInput:
    return BadInput("The body is not a JSON object.", "Send one, in UTF-8; docs/http.md lists its fields.")


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"

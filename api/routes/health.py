"""GET /healthz and GET /readyz: is the process alive, and can it answer?"""

import logging

from fastapi import APIRouter

from api.engine import Engine
from api.schemas import Alive, Ready, responses
from rag.errors import NotReady

_log = logging.getLogger(__name__)


def router(engine: Engine) -> APIRouter:
    """The routes that a supervisor asks."""
    routes = APIRouter()

    @routes.get("/healthz", responses=responses(403))
    async def alive() -> Alive:
        """The process answers; says nothing about the record."""
        return Alive()

    @routes.get("/readyz", responses=responses(403, 503))
    def ready() -> Ready:
        """A question can be answered. 503 if the record can't be read, or an index can't be asked or lags for long."""
        try:
            counts = engine.record.counts()
            trouble = engine.trouble()
        except Exception as error:
            _log.exception("The record can't be read.")
            raise NotReady("The record can't be read.", "The server's log says why.") from error
        if trouble:
            raise NotReady(trouble, "Ask again in a while; the server's log says more.")
        return Ready(articles=counts.articles, passages=counts.passages, answers=counts.answers)

    return routes

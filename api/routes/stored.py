"""GET /v1/answers/{id} and GET /v1/articles/{id}: what is on record, by its id."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.engine import Engine, Record
from api.schemas import ArticleShown, responses
from rag.answer import Answer
from rag.domain import Article
from rag.errors import NotFound


def newest(record: Record, article_id: str) -> Article | None:
    """The current version of an article, None where it was deleted."""
    try:
        return record.article(article_id)
    except NotFound:
        return None


def router(engine: Engine) -> APIRouter:
    """The routes that read the record."""
    routes = APIRouter(prefix="/v1")

    @routes.get("/answers/{answer_id}", response_model=Answer, responses=responses(403, 404, 422, 500, 507))
    def answer(answer_id: str) -> Response:
        """A stored answer, exactly as it was given."""
        return Response(engine.record.answer(answer_id), media_type="application/json")

    # `:path` because an article's id is chosen by whoever wrote it down, and may hold a slash.
    @routes.get("/articles/{article_id:path}", responses=responses(403, 404, 422, 500, 507))
    def article(
        article_id: str, version: Annotated[int | None, Query(ge=1, le=2**31, description="default: current")] = None
    ) -> ArticleShown:
        """One version of an article. Offsets into its text count Unicode code points."""
        found = engine.record.article(article_id, version)
        current = newest(engine.record, article_id)
        return ArticleShown.of(found, current=current is not None and current.version == found.version)

    return routes

"""The wire shapes of articles, health and errors. Answers, and what is asked and searched for, are in `rag.answer`."""

from pydantic import BaseModel, ConfigDict, Field

from rag.answer import PublishedShown
from rag.domain import Article


class Wire(BaseModel):
    """Base of these shapes: frozen, and closed to fields that are not named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleShown(Wire):
    """One version of an article. All offsets into `text` are half-open and count Unicode code points."""

    id: str
    version: int
    current: bool = Field(description="false for a version that was replaced or deleted; it stays readable")
    title: str
    text: str
    outlet: str | None
    byline: str | None
    url: str | None
    published: PublishedShown

    @classmethod
    def of(cls, article: Article, *, current: bool) -> "ArticleShown":
        """The shown form of a stored version. Where it was read from stays private."""
        return cls(
            id=article.id,
            version=article.version,
            current=current,
            title=article.title,
            text=article.text,
            outlet=article.outlet,
            byline=article.byline,
            url=article.url,
            published=PublishedShown.of(article.published),
        )


class Alive(Wire):
    """The process answers."""

    status: str = "ok"


class Ready(Wire):
    """The record is open and can be read."""

    status: str = "ready"
    articles: int
    passages: int
    answers: int


class ErrorDetail(Wire):
    """What went wrong: a stable `code` for programs, a `message` and a `hint` for people."""

    code: str
    message: str
    hint: str


class ErrorShape(Wire):
    """The one shape of every error."""

    error: ErrorDetail


ERRORS = {
    403: "Sent by another site's page, or to a name that is not this server's",
    404: "Not on record",
    405: "The path is right, the method is not",
    413: "More than 64 KB",
    415: "Not application/json",
    422: "The request can't be carried out as written",
    500: "A fault of On Record",
    502: "A model failed",
    503: "Something must be set up first",
    507: "The record could not be read or written",
}


def responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The OpenAPI description of these error statuses."""
    return {status: {"model": ErrorShape, "description": ERRORS[status]} for status in statuses}

"""The pages: ask, a stored answer, an article with the cited words marked. They work without scripts."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.engine import Engine
from api.routes.stored import newest
from api.stream import done_of, in_thread
from api.web.links import article_href
from api.web.render import EXAMPLES, Pages
from api.wire import public
from rag.answer import AskRequest
from rag.asking.fields import requested
from rag.domain import Span
from rag.errors import BadInput, NotFound
from rag.telling.since import changes, since

FORM_FIELDS = ("question", "since", "until", "as_of", "conversation_id")


def router(engine: Engine, pages: Pages) -> APIRouter:
    """The routes that people see; none is part of the HTTP interface for programs."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    def index() -> Response:
        return pages.show("index.html", counts=engine.record.counts(), examples=EXAMPLES, form={}, error=None)

    @routes.post("/ask")
    async def ask(request: Request) -> Response:
        form = await _form(request)
        try:
            done = await done_of(in_thread(partial(engine.ask, requested(AskRequest, form))), request)
        except BadInput as error:
            return _asked_again(engine, pages, form, error)
        return RedirectResponse(f"/answers/{quote(str(done['id']), safe='')}", 303)

    @routes.get("/answers/{answer_id}")
    def answer(answer_id: str) -> Response:
        shown = engine.record.answer_shown(answer_id)
        # Who goes on asking goes on as of the same day, unless that is what the form means when it is left empty.
        told = since(shown, partial(newest, engine.record))
        return pages.show("answer.html", answer=shown, today=_today(), since=told)

    @routes.get("/articles/{article_id:path}/{version:int}")
    def article(
        article_id: str,
        version: int,
        start: Annotated[int | None, Query()] = None,
        end: Annotated[int | None, Query()] = None,
    ) -> Response:
        found = engine.record.article(article_id, version)
        text = _marked(found.text, start, end)
        current = newest(engine.record, article_id)
        changed = changes(found.text, current.text) if current and current.version != version else ()
        return pages.show("article.html", article=found, text=text, current=current, changed=changed)

    @routes.get("/articles/{article_id:path}")
    def current(article_id: str) -> Response:
        return RedirectResponse(article_href(article_id, engine.record.article(article_id).version), 303)

    return routes


def _today() -> str:
    return str(date.today())  # noqa: DTZ011  # the day of this machine, as where no day is given


def _asked_again(engine: Engine, pages: Pages, form: dict[str, str], error: BadInput) -> Response:
    """The form as it was sent, with what is wrong with it."""
    # What is asked again must not be asked in a conversation that is not there.
    kept = form if not isinstance(error, NotFound) else {**form, "conversation_id": ""}
    shown = {"counts": engine.record.counts(), "examples": EXAMPLES, "error": public(error, engine.settings)}
    return pages.show("index.html", error.http_status, form=kept, **shown)


async def _form(request: Request) -> dict[str, str]:
    """The fields of the question form that were filled in; `question` is there in any case. Raises BadInput."""
    try:
        sent = parse_qs((await request.body()).decode(), max_num_fields=20)
    except ValueError as error:
        raise BadInput("The form could not be read.", "Go back and send it once more.") from error
    return {"question": ""} | {name: sent[name][-1] for name in FORM_FIELDS if sent.get(name)}


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's text, cut by code points around the words to mark; `quote` is empty where none were asked for."""

    before: str
    quote: str
    after: str


def _marked(text: str, start: int | None, end: int | None) -> Marked:
    if start is None and end is None:
        return Marked(text, "", "")
    try:
        span = Span(start if start is not None else -1, end if end is not None else -1)
        return Marked(text[: span.start], span.of(text), text[span.end :])
    except ValueError as error:
        raise BadInput(
            "This link does not point at words of the article.", "Open the article without `start` and `end`."
        ) from error

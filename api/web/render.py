"""Renders the pages. Everything an article or a reader wrote is escaped: no template marks anything as safe."""

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.web.links import article_href, context_href, publisher
from rag.answer import PublishedShown, day_in_words
from rag.telling.terminal import HOW_PUT

STATIC = Path(__file__).with_name("static")
TEMPLATES = Path(__file__).with_name("templates")

EXAMPLES = (
    "What are Russia’s ceasefire conditions?",
    "What did the Kremlin want before the Black Sea agreement takes effect?",
    "How long a ceasefire was Ukraine ready to accept at the talks in Jeddah?",
)


class Pages:
    """The pages of one service; `llm` is its setting, since the footer says whether questions leave this machine."""

    def __init__(self, llm: str) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"when": when, "day": day_in_words}
        self._templates.globals |= {
            "context_href": context_href,
            "article_href": article_href,
            "publisher": publisher,
            "how_put": HOW_PUT,
            "llm": llm,
        }

    def show(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """The page made of `template` and `values`."""
        return HTMLResponse(self._templates.get_template(template).render(values), status)


def when(published: PublishedShown) -> str:
    """A publication date in words, as far as it is known: "12 March 2025", "March 2025 (inferred)", "undated"."""
    if published.value is None:
        return "undated"
    return day_in_words(published.value) + (" (inferred)" if published.basis == "inferred" else "")

"""What serving needs from the thing that answers: the shape of an engine and of its record.

Written as protocols so that the pages and routes can be tested against an engine in memory. Knows nothing of models,
indexes or databases.
"""

from collections.abc import Iterator
from typing import Protocol

from rag.answer import Answer, AskRequest, Event, SearchRequest, SearchResult
from rag.domain import Article
from rag.models.chat.stop import Stop
from rag.settings import Settings


class Counts(Protocol):
    """How much is on record."""

    @property
    def articles(self) -> int:
        """Articles that can be found."""

    @property
    def passages(self) -> int:
        """Passages of those articles."""

    @property
    def answers(self) -> int:
        """Answers that were stored."""


class Record(Protocol):
    """The stored articles and answers, read from any thread."""

    def article(self, article_id: str, version: int | None = None) -> Article:
        """One version of an article, or its current one; raises NotFound, also for a deleted article's current one."""

    def answer(self, answer_id: str) -> str:
        """The JSON text of a stored answer; raises NotFound."""

    def answer_shown(self, answer_id: str) -> Answer:
        """A stored answer as it was shown, each of its quotations compared with the stored text.

        Raises NotFound if there is none, and StoreFailed if it can't be read back or quotes words that are not there.
        """

    def counts(self) -> Counts:
        """How much is on record; raises StoreFailed where it can't be read."""


class Engine(Protocol):
    """Everything that answers, behind three calls. All are synchronous and may be called from several threads."""

    @property
    def settings(self) -> Settings:
        """The settings it was built from."""

    @property
    def record(self) -> Record:
        """What it answers from, and where its answers are kept."""

    def ask(self, request: AskRequest, stop: Stop | None = None) -> Iterator[Event]:
        """The events of one answer, ending with `done`.

        BadInput, such as BadQuestion or NotFound, is raised at the first `next`. Once `stop` is set, a model call that
        is under way ends, and Stopped is raised.
        """

    def search(self, request: SearchRequest) -> SearchResult:
        """The stored sentences nearest to a question, best first; they are not an answer. Raises BadInput."""

    def trouble(self) -> str | None:
        """What keeps it from answering as it should, in a sentence that anybody may read; None if nothing does."""

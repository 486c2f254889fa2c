"""What a search found, as evidence. Knows nothing of how."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.domain import Article, Evidence, Hit, Sentence, articles_of


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: `ranked` sentences, best first; `before`, by the key of a ranked sentence, the
    one before it in its article, where that can be evidence; and the nearest `passages`, best first, each as
    its sentences in reading order.

    A sentence has one key wherever it occurs.
    """

    ranked: tuple[Evidence, ...]
    before: Mapping[str, Evidence]
    passages: tuple[tuple[Evidence, ...], ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the ranked evidence, each once."""
        return articles_of(self.ranked)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may become evidence, with the hit and the article it is from."""

    hit: Hit
    sentence: Sentence
    article: Article

    @property
    def words(self) -> str:
        """The sentence's words."""
        return self.sentence.span.of(self.article.text)

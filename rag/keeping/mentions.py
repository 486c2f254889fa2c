"""Every article that has a phrase, or all of some words: not the best ten, but all of them, counted.

Reads every article that is wanted, from the record alone; no index and no model is asked. Each comes with the first
sentence that has the words, cut out of the stored text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.domain import Article, Span
from rag.errors import BadInput
from rag.reading.sentences import sentence_spans
from rag.store.filters import Filters
from rag.store.record import Record

AT_ONCE = 200
"""Articles that are read from the record at once."""
LONGEST = 500
"""Characters of what is looked for."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """An article that has what was looked for: how often, and where the first sentence with it stands, None where only
    the headline has it.
    """

    article: Article
    times: int
    span: Span | None

    @property
    def quote(self) -> str:
        """The sentence, word for word; the headline where no sentence of the text has the words."""
        return self.span.of(self.article.text) if self.span else self.article.title


def mentions(record: Record, words: str, wanted: Filters, *, as_phrase: bool) -> Iterator[Mention]:
    """The live articles among the `wanted` that have `words`, newest first: one after another, or else all of them
    anywhere. Case, and what stands between two words, do not matter. Raises BadInput where there are no words.
    """
    patterns = _patterns(words, as_phrase=as_phrase)
    listed = record.articles(wanted)
    for start in range(0, len(listed), AT_ONCE):
        some = listed[start : start + AT_ONCE]
        articles = record.articles_by_key({(one.id, one.version) for one in some})
        for one in some:
            article = articles.get((one.id, one.version))  # updated meanwhile, it may be gone
            if article and (found := _mention(article, patterns)):
                yield found


def _patterns(words: str, *, as_phrase: bool) -> list[re.Pattern[str]]:
    asked = [re.escape(word) for word in _WORD.findall(words[:LONGEST])]
    if not asked or len(words) > LONGEST:
        raise BadInput(f"There is nothing to look for in {words[:80]!r}.", f"Give words, at most {LONGEST} characters.")
    wholes = [r"\W+".join(asked)] if as_phrase else list(dict.fromkeys(asked))
    return [re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE) for whole in wholes]


def _mention(article: Article, patterns: list[re.Pattern[str]]) -> Mention | None:
    """The mention in an article; None where one of the patterns occurs nowhere in it."""
    whole = f"{article.title}\n{article.text}"
    times = [sum(1 for _ in pattern.finditer(whole)) for pattern in patterns]
    if not all(times):
        return None
    first = min((found.start() for pattern in patterns if (found := pattern.search(article.text))), default=None)
    sentence = None
    if first is not None:
        sentence = next((span for span in sentence_spans(article.text) if span.start <= first < span.end), None)
    return Mention(article, min(times), sentence)

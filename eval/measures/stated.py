"""Is what is said about the sources what the sources state? Title, outlet, byline, address and date, or unknown.

the article gives no outlet, the answer shows none                                             -> stated
the article gives no date, the answer shows the day of the question                            -> guessed
"""

from eval.measures.base import Graded, Measure, Score, any_question, ratio
from rag.answer import Citation, PublishedShown, Quoted


def _true(quote: Quoted, graded: Graded) -> bool:
    article = graded.sources.get(quote.article_id)
    if article is None:
        return False
    about = (quote.title, quote.outlet, quote.published) == (
        article.title,
        article.outlet,
        PublishedShown.of(article.published),
    )
    if isinstance(quote, Citation):
        return about and (quote.byline, quote.url) == (article.byline, article.url)
    return about


def _score(graded: Graded) -> Score:
    return ratio(sum(_true(quote, graded) for quote in graded.quotes), len(graded.quotes))


def _explain(graded: Graded) -> str:
    untrue = [quote for quote in graded.quotes if not _true(quote, graded)]
    told = (f"{q.article_id} shown as “{q.title}”, {q.outlet}, {q.published.value}" for q in untrue[:3])
    return f"not what the article states: {'; '.join(told)}"


STATED = Measure(
    "source as stated",
    "share of shown quotations whose title, outlet, byline, address and date are the article's own, unknown ones "
    "unknown",
    _score,
    any_question,
    promise=4,
    explain=_explain,
)

"""Whether an article is about what a question asks: it has the names that are asked about, and most of the other words.

A small model says back what it is asked, of an article about something else as well; a judge then believes its own words.
"""

from functools import lru_cache

from rag.domain import Article, CitedClaim
from rag.months import MONTHS
from rag.period import without_period
from rag.support.named import mentions
from rag.wording import as_written, content_stems, names, stem, topic_stems, words

MAY_LACK = 0.67
"""The share of a question's own words that an article may put in others."""


def off_topic(claim: CitedClaim, question: str) -> str | None:
    """Why an article that `claim` cites can't hold the answer to `question`; None where all may."""
    return next((reason for each in claim.evidence if (reason := _lacking(question, each.article))), None)


@lru_cache(maxsize=256)
def _lacking(question: str, article: Article) -> str | None:
    whole = f"{article.title}\n{article.text}"
    asked = [name for name in names(question, known=article.text) if name not in MONTHS]
    for name in asked:
        if not mentions(whole, name):
            return f"the article does not mention {name}"
    topic = topic_stems(without_period(question)) - {stem(word) for name in asked for word in words(name)}
    absent = topic - content_stems(whole)
    if len(absent) > 1 and len(absent) / len(topic) > MAY_LACK:
        return f"the article does not speak of {', '.join(as_written(absent, question)[:3])}"
    return None

"""Whether an article has the names that a question asks about: one that does not can't answer it.

A small model says back what it is asked, of an article about somebody else as well; a judge then believes its own words.
"""

from functools import lru_cache

from rag.checking.names import is_of
from rag.domain import Article, CitedClaim
from rag.english.months import MONTHS
from rag.english.wording import names


def off_topic(claim: CitedClaim, question: str) -> str | None:
    """Why an article that `claim` cites can't hold the answer to `question`; None where all may."""
    return next((reason for each in claim.evidence if (reason := _lacking(question, each.article))), None)


@lru_cache(maxsize=256)
def _lacking(question: str, article: Article) -> str | None:
    whole = f"{article.title}\n{article.text}"
    asked = (name for name in names(question, known=article.text) if name not in MONTHS)
    return next((f"the article does not mention {name}" for name in asked if not is_of(whole, name, question)), None)

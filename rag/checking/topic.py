"""Whether an article has the names that a question asks about: one that does not can't answer it.

A small model says back what it is asked, even of an article about somebody else; a judge then believes its own words.
"""

from functools import lru_cache

from rag.checking.names import may_be_about
from rag.domain import Article, CitedClaim
from rag.english.months import MONTHS
from rag.english.wording import names


def off_topic(claim: CitedClaim, question: str) -> str | None:
    """The fault, in a sentence, where a cited article lacks a name that `question` asks about; else None."""
    return next((reason for each in claim.evidence if (reason := _lacking(question, each.article))), None)


@lru_cache(maxsize=256)
def _lacking(question: str, article: Article) -> str | None:
    whole = f"{article.title}\n{article.text}"
    asked = (name for name in names(question, known=article.text) if name not in MONTHS)
    return next(
        (f"the article does not mention {name}" for name in asked if not may_be_about(whole, name, question)), None
    )

"""Whether a claim speaks of what was asked, and its article of what the claim repeats. Words only; no model, no meaning.

A true sentence about something else is not an answer; a question's own words in a claim are not yet the article's.
"""

from rag.domain import Article
from rag.numbers import quantities
from rag.support.topics import related
from rag.wording import content_stems, names, stem, topic_stems, words

TOPIC_KEPT = 0.5
"""The share of the question's topic words that a claim repeats, measured on the sample questions: stray claims keep fewer."""
# What a model says when it found a mention of the matter, but nothing about it.
_VAGUE = frozenset(
    stem(word)
    for word in """support conditional possible important necessary key crucial main major central certain clear different
    met considered discussed expected issue matter question part point fact concern result response answer""".split()
)


def off_question(claim: str, question: str) -> str | None:
    """Why `claim` does not answer `question`, by its words alone; None where it may."""
    asked = topic_stems(question)
    missing = sorted(asked - topic_stems(claim))
    if asked and 1 - len(missing) / len(asked) < TOPIC_KEPT:
        return f"it says nothing of what was asked ({', '.join(missing[:4])})"
    said = content_stems(claim) - content_stems(question)
    if said <= _VAGUE and set(quantities(claim)) <= set(quantities(question)):
        return "it says hardly more than the question"
    return None


def beyond_article(claim: str, question: str, article: Article) -> str | None:
    """Why `article` can't carry what `claim` repeats of the question; None where it may.

    A small model completes any beginning it is given: asked what a memorandum could set out, it says so of an article that
    knows no memorandum. Names are left to the other checks, which know aliases.
    """
    whole = f"{article.title}\n{article.text}"
    stems = content_stems(whole)
    named = {stem(part) for name in names(question, known=article.text) for part in words(name)}
    repeated = (topic_stems(question) & content_stems(claim)) - named
    absent = sorted(repeated - stems - related(stems))
    return f"the article does not speak of {', '.join(absent[:3])}" if absent else None

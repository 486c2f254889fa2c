"""Whether a claim speaks of what was asked: a true sentence about something else is not an answer. Knows no articles."""

from rag.wording import topic_stems

TOPIC_KEPT = 0.5
"""The share of the question's topic words that a claim repeats, measured on the sample questions: stray claims keep fewer."""


def off_question(claim: str, question: str) -> str | None:
    """Why `claim` does not answer `question`, by its words alone; None where it may."""
    asked = topic_stems(question)
    missing = sorted(asked - topic_stems(claim))
    if asked and 1 - len(missing) / len(asked) < TOPIC_KEPT:
        return f"it says nothing of what was asked ({', '.join(missing[:4])})"
    return None

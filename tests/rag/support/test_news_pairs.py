"""How many honest paraphrases the checks in code reject, and how many subtly false claims they let pass, on both halves."""

import pytest

from rag.support.gates import facts_against
from tests.rag.support.news_pairs import FALSE, HONEST, NewsPair, news_pairs

HONEST_REJECTED = 0.08
"""The most honest paraphrases that may be rejected."""
FALSE_REJECTED = 0.85
"""The fewest false claims that have to be."""


def _rejected(pairs: list[NewsPair]) -> float:
    return sum(facts_against(pair.claim, "") is not None for pair in pairs) / len(pairs)


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_honest_paraphrases_are_seldom_rejected(half: str) -> None:
    """What says the same in other words passes, also in the half that nobody looked at."""
    assert _rejected([pair for pair in news_pairs(HONEST) if pair.half == half]) <= HONEST_REJECTED


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_most_subtly_false_claims_are_rejected(half: str) -> None:
    """One word that turns a sentence is mostly noticed, also in the half that nobody looked at."""
    assert _rejected([pair for pair in news_pairs(FALSE) if pair.half == half]) >= FALSE_REJECTED


def test_no_sentence_is_rejected_for_itself() -> None:
    """The cited words carry themselves."""
    for pair in news_pairs(HONEST) + news_pairs(FALSE):
        assert facts_against(type(pair)(pair.kind, pair.before, pair.sentence, pair.sentence).claim, "") is None

"""Rankings score what a hand would compute."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.retrieval import RETRIEVAL, rank_score
from tests.eval.making import graded, question

NAMES = [measure.name for measure in RETRIEVAL]
ARTICLES = [f"a{number}" for number in range(14)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hit@1", 0),
        ("Hit@5", 1),
        ("Hit@10", 1),
        ("recall@10", 2 / 3),
        ("nDCG@10", (1 / log2(3) + 1 / log2(5)) / (1 / log2(2) + 1 / log2(3) + 1 / log2(4))),
        ("MRR@10", 1 / 2),
    ],
)
def test_a_ranking_scored_by_hand(name: str, expected: float) -> None:
    """The second and the fourth are relevant, and one more that was not found."""
    assert rank_score(name, ["a", "b", "c", "d"], frozenset({"b", "d", "x"})) == pytest.approx(expected)


@given(st.permutations(ARTICLES), st.integers(0, 14), st.sets(st.sampled_from(ARTICLES), min_size=1))
def test_any_ranking_scores_what_the_definitions_say(order: list[str], depth: int, relevant: set[str]) -> None:
    """Nothing beyond the tenth counts, and the best possible ranking is of ten."""
    ranking = order[:depth]
    hits = [place for place, name in enumerate(ranking[:10], 1) if name in relevant]
    ideal = sum(1 / log2(place + 1) for place in range(1, min(len(relevant), 10) + 1))
    by_hand = {
        "Hit@1": float(1 in hits),
        "Hit@5": float(any(place <= 5 for place in hits)),
        "Hit@10": float(bool(hits)),
        "recall@10": len(hits) / len(relevant),
        "nDCG@10": sum(1 / log2(place + 1) for place in hits) / ideal,
        "MRR@10": 1 / hits[0] if hits else 0.0,
    }
    found = {name: rank_score(name, ranking, frozenset(relevant)) for name in NAMES}
    assert found == pytest.approx(by_hand)


@pytest.mark.parametrize("name", NAMES)
def test_a_ranking_of_nothing_scores_nothing(name: str) -> None:
    """0, not None: a question whose ranking failed was not answered well."""
    assert rank_score(name, [], frozenset({"a"})) == 0
    assert rank_score(name, ["b"], frozenset({"a"})) == 0


def test_rankings_are_measured_where_something_is_relevant() -> None:
    """Without an answer too, for a run may rank only."""
    asked = question(relevant=frozenset({"b"}))
    for measure in RETRIEVAL:
        assert measure.applies(asked)
        assert not measure.applies(question())
        assert not measure.needs_answer
        assert measure.score(graded(None, of=asked, ranking=["b", "a"])) == 1

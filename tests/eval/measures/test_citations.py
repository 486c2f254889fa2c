"""Citations resolve, and lead to the sentences that a person marked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.citations import CITATION_PRECISION, CITATION_RECALL, RESOLVES, is_gold
from eval.questions import Gold
from rag.domain import Span
from tests.eval.making import abstained, answered, article, cite, gold, graded, question, said, shown

TRUCE = article("They met on Monday. A truce of 30 days begins. Nobody else came. It rained.", "truce")
OTHER = article(TRUCE.text, "other")
GOLD = "A truce of 30 days begins."
MARKED = question(gold=(gold(TRUCE, GOLD),))
CONTEXT, AFTER = "They met on Monday.", "Nobody else came."


@pytest.mark.parametrize("changed", [{"article_id": "unknown"}, {"version": 2}])
def test_a_citation_of_what_is_not_known_does_not_resolve(changed: dict[str, Any]) -> None:
    """Another article or version than the one that was read."""
    answer = answered(said("So.", cite(TRUCE, GOLD), cite(TRUCE, GOLD, **changed)))
    seen = graded(answer, TRUCE)
    assert RESOLVES.score(seen) == 1 / 2
    assert RESOLVES.explain is not None
    name, version = changed.get("article_id", "truce"), changed.get("version", 1)
    assert RESOLVES.explain(seen) == f"nothing is known of [2] {name} version {version}"


@pytest.mark.parametrize(
    ("quote", "start"), [("past the end", len(TRUCE.text) - 3), ("long past it", 9_999), ("rained.", -7), ("", 4)]
)
def test_a_citation_of_no_place_does_not_resolve(quote: str, start: int) -> None:
    """Past the end, counted from the end, or of nothing."""
    assert RESOLVES.score(graded(answered(said("So.", shown(TRUCE, quote, start))), TRUCE)) == 0


def test_a_citation_up_to_the_last_character_resolves() -> None:
    """Offsets are half-open; whether the words are right is another measure's question."""
    end = len(TRUCE.text)
    assert RESOLVES.score(graded(answered(said("So.", shown(TRUCE, "It poured", end - 9))), TRUCE)) == 1


def test_recall_is_of_claims_and_precision_of_citations() -> None:
    """By hand: two of three claims cite a gold sentence; three of five citations are needed."""
    answer = answered(
        said("One.", cite(TRUCE, GOLD)),
        said("Two.", cite(TRUCE, CONTEXT), cite(TRUCE, GOLD), cite(TRUCE, "It rained.")),
        said("Three.", cite(TRUCE, AFTER)),
    )
    seen = graded(answer, TRUCE, of=MARKED)
    assert CITATION_RECALL.score(seen) == 2 / 3
    assert CITATION_PRECISION.score(seen) == 3 / 5


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ([GOLD], 1.0),
        ([CONTEXT, GOLD], 1.0),  # the sentence before it
        ([GOLD, AFTER], 0.5),  # the sentence after it
        (["It rained.", GOLD], 0.5),  # not beside it
        ([CONTEXT], 0.0),  # the context of nothing
    ],
)
def test_only_the_sentence_right_before_a_gold_one_is_its_context(cited: list[str], expected: float) -> None:
    """And only where the same claim cites both."""
    answer = answered(said("So.", *(cite(TRUCE, words) for words in cited)))
    assert CITATION_PRECISION.score(graded(answer, TRUCE, of=MARKED)) == expected


def test_context_in_another_claim_or_article_is_none() -> None:
    """A reader of one claim does not see the citations of the next."""
    split = answered(said("One.", cite(TRUCE, CONTEXT)), said("Two.", cite(TRUCE, GOLD)))
    assert CITATION_PRECISION.score(graded(split, TRUCE, of=MARKED)) == 1 / 2
    mixed = answered(said("One.", cite(OTHER, CONTEXT), cite(TRUCE, GOLD)))
    assert CITATION_PRECISION.score(graded(mixed, TRUCE, OTHER, of=MARKED)) == 1 / 2


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (GOLD, True),
        (TRUCE.text, True),  # holds all of it
        ("30 days", True),  # lies within it
        ("truce of 30 days begins. Nobody", True),  # most of it
        ("begins. Nobody else came. It rained.", False),  # its last word
        (f"{CONTEXT} A ", False),
        (AFTER, False),
    ],
)
def test_most_of_a_gold_sentence_counts_as_it(cited: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    """Where sentences were split otherwise, half of the shorter one decides."""
    assert is_gold(cite(TRUCE, cited), MARKED) is expected
    assert not is_gold(cite(OTHER, cited), MARKED)


@given(st.data())
def test_being_gold_is_decided_by_half_of_the_shorter(data: st.DataObject) -> None:
    """For any two stretches of a text."""
    limits = st.integers(0, len(TRUCE.text))
    (a, b), (c, d) = (sorted(data.draw(st.lists(limits, min_size=2, max_size=2, unique=True))) for _ in range(2))
    marked = question(gold=(Gold("truce", Span(a, b)),))
    shared = len(set(range(a, b)) & set(range(c, d)))
    assert is_gold(shown(TRUCE, "x" * (d - c), c), marked) == (shared >= min(b - a, d - c) / 2)


def test_nothing_cited_is_not_scored() -> None:
    """None for an abstention and for an error; questions without gold are not asked."""
    for measure in (RESOLVES, CITATION_RECALL, CITATION_PRECISION):
        assert measure.score(graded(abstained(), TRUCE, of=MARKED)) is None
        assert measure.score(graded(None, TRUCE, of=MARKED)) is None
        assert measure.applies(MARKED)
    assert [m.applies(question()) for m in (RESOLVES, CITATION_RECALL, CITATION_PRECISION)] == [True, False, False]
    assert [m.promise for m in (RESOLVES, CITATION_RECALL, CITATION_PRECISION)] == [2, None, None]

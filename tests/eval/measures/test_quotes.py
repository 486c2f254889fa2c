"""What is shown as an article's words is what the article says, at that place; all else has a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.quotes import (
    QUOTE_ALTERED,
    QUOTE_EXACT,
    QUOTE_MISATTRIBUTED,
    QUOTE_MISSING,
    QUOTE_STITCHED,
    Place,
    place_of,
)
from rag.answer import Quoted
from tests.eval.making import abstained, answered, article, cite, graded, near, said, shown

TRUCE = article(
    "“Russia will not agree to a truce of 30 days,” the minister said. Foreign Secretary David Lammy met Andrii Sybiha in "
    "London on Monday.\n\nThe ministry said that the talks would go on. “The guns must fall silent first.” Nobody in "
    "Moscow said when the next round begins. The ministry said that the truce of 30 days is a trap.",
    "truce",
)
BRIDGE = article("The bridge will cost £2.4 million, the council said. The talks would go on.", "bridge")
MEASURES = (QUOTE_EXACT, QUOTE_MISATTRIBUTED, QUOTE_STITCHED, QUOTE_ALTERED, QUOTE_MISSING)


def place(quote: Quoted) -> Place:
    """Where the words of a quotation stand, of the two articles."""
    return place_of(quote, graded(None, TRUCE, BRIDGE))


@given(st.data())
def test_a_slice_is_found_and_a_changed_slice_never(data: st.DataObject) -> None:
    """Any words of an article are found at their place; with one character replaced, they are not."""
    start = data.draw(st.integers(0, len(TRUCE.text) - 1))
    end = data.draw(st.integers(start + 1, len(TRUCE.text)))
    words = TRUCE.text[start:end]
    assert place(shown(TRUCE, words, start)) == "found"
    at = data.draw(st.integers(0, len(words) - 1))
    changed = (
        words[:at] + data.draw(st.characters(exclude_categories=["Cs"]).filter(words[at].__ne__)) + words[at + 1 :]
    )
    assert place(shown(TRUCE, changed, start)) != "found"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        # Altered: most of the words, in their order
        ("Russia will agree to a truce of 30 days", "altered"),  # the negation is dropped
        ("Russia will not agree to a truce of 90 days", "altered"),
        ("of 90 days", "altered"),
        ("Foreign Secretary Yvette Cooper met Andrii Sybiha", "altered"),
        ("Foreign Secretary David Lammy met Sergei Lavrov", "altered"),
        ('"Russia will not agree to a truce of 30 days," the minister said.', "altered"),  # straight marks
        ('"The guns must fall silent first."', "altered"),
        ('days," the', "altered"),
        ("London on Monday. The ministry said", "altered"),  # a space for a paragraph break
        ("the talks would go on. “the guns must fall silent first.”", "altered"),  # small letters
        ("The ministry said that the truce of 90 days is a trap.", "altered"),  # begins as another sentence does
        ("The guns must — fall silent — first", "altered"),
        # Stitched: every part stands there, but not side by side
        ("The ministry said that the talks would go on. Nobody in Moscow said when the next round begins.", "stitched"),
        ("“The guns must fall silent first.” The ministry said that the truce of 30 days is a trap.", "stitched"),
        ("Nobody in Moscow said … the truce of 30 days is a trap.", "stitched"),
        ("Nobody in Moscow said ... the truce of 30 days is a trap.", "stitched"),
        ("Nobody in Moscow said [...] the truce of 30 days is a trap.", "stitched"),
        ("The guns must fall silent first. The ministry said that the talks would go on.", "stitched"),  # turned around
        # Misattributed: the words of the other article
        ("The bridge will cost £2.4 million", "misattributed"),
        # Missing
        ("The Kremlin called the offer an insult.", "missing"),
        ("The bridge will cost £2.9 billion", "missing"),  # altered from the other article
        ("The truce said Lammy on Moscow silent days a the of", "missing"),  # words from all over it
        ("Moscow said no", "altered"),
        ("!", "missing"),
    ],
)
def test_words_that_do_not_stand_there_have_a_name(quote: str, expected: Place) -> None:
    """The hard ones: one word or one mark is another, or parts that do stand there are joined."""
    assert quote not in TRUCE.text
    assert place(shown(TRUCE, quote)) == expected


@pytest.mark.parametrize("off", [-1, 1, 5, 400, -10_000])
def test_a_place_that_is_not_theirs_is_misplaced(off: int) -> None:
    """One off, elsewhere, past the end, or before the beginning."""
    words = "Russia will not agree"
    assert place(shown(TRUCE, words, TRUCE.text.index(words) + off)) == "misplaced"


def test_a_place_counted_from_the_end_is_misplaced() -> None:
    """Python would find the slice there; a reader would not."""
    words = TRUCE.text[-38:-8]
    assert place(shown(TRUCE, words, -38)) == "misplaced"


def test_words_that_stand_in_two_articles_are_found_in_the_one_named() -> None:
    """At their place in it; at the other article's place, they are misplaced, not misattributed."""
    words = "would go on."
    first, second = TRUCE.text.index(words), BRIDGE.text.index(words)
    assert [place(shown(TRUCE, words, first)), place(shown(BRIDGE, words, second))] == ["found", "found"]
    assert [place(shown(TRUCE, words, second)), place(shown(BRIDGE, words, first))] == ["misplaced", "misplaced"]


def test_words_that_stand_twice_in_an_article_are_found_at_both_places() -> None:
    """The second place is as good as the first."""
    words = "The ministry said that"
    assert place(shown(TRUCE, words, TRUCE.text.rindex(words))) == "found"
    assert place(shown(TRUCE, words, TRUCE.text.index(words))) == "found"


def test_an_unknown_article_says_nothing() -> None:
    """Words of another article are misattributed, all others missing."""
    unknown = article(TRUCE.text, "unknown")
    assert place(cite(unknown, "David Lammy")) == "misattributed"
    assert place(shown(unknown, "The Kremlin")) == "missing"


def test_a_quotation_of_no_words_is_not_found() -> None:
    """Nothing stands everywhere, and shows nothing."""
    assert place(shown(TRUCE, "", 5)) == "missing"


def test_everything_shown_is_looked_at() -> None:
    """Citations, evidence and the nearest passages of an abstention: all are shown as an article's words."""
    good, bad = (
        near(TRUCE, "David Lammy"),
        near(article("The Kremlin called it an insult.", "truce"), "Kremlin called it"),
    )
    answer = answered(said("So.", cite(TRUCE, "Andrii Sybiha")), evidence=[good, bad])
    assert QUOTE_EXACT.score(graded(answer, TRUCE)) == 2 / 3
    assert QUOTE_MISSING.score(graded(answer, TRUCE)) == 1 / 3
    # As evidence and as nearest.
    assert len(graded(abstained(good, bad), TRUCE).quotes) == 4
    assert QUOTE_EXACT.score(graded(abstained(good, bad), TRUCE)) == 1 / 2


def test_nothing_shown_is_not_scored() -> None:
    """None, not the best value: an abstention without passages quotes nothing, an error shows nothing."""
    for measure in MEASURES:
        assert measure.score(graded(abstained(), TRUCE)) is None
        assert measure.score(graded(None, TRUCE)) is None


def test_an_explanation_names_the_place_and_the_words() -> None:
    """Whoever has to mend it finds it, and those that are right are not in the way."""
    altered = shown(TRUCE, "Russia will agree to a truce of 90 days", 1)
    answer = answered(said("So.", cite(TRUCE, "Andrii Sybiha"), altered))
    for measure in (QUOTE_EXACT, QUOTE_ALTERED):
        assert measure.explain is not None
        told = measure.explain(graded(answer, TRUCE))
        assert told == "altered in truce [1, 40): “Russia will agree to a truce of 90 days”"


def test_the_promise_is_the_first_one() -> None:
    """Any value but the best one of any of the five breaks it."""
    assert {measure.promise for measure in MEASURES} == {1}
    assert [measure.best for measure in MEASURES] == [1, 0, 0, 0, 0]


@given(
    st.lists(st.sampled_from(["David Lammy", "The Kremlin", "The bridge will cost", "on Monday.\n\nThe"]), min_size=1)
)
def test_a_quotation_counts_once(quotes: list[str]) -> None:
    """No quotation has two names: the shares of the five never add up to more than one."""
    answer = answered(said("So.", *(shown(TRUCE, quote, number) for number, quote in enumerate(quotes))))
    shares = [measure.score(graded(answer, TRUCE, BRIDGE)) for measure in MEASURES]
    assert sum(value or 0 for value in shares) <= 1 + 1e-9
    assert None not in shares

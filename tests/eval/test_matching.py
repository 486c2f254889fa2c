"""An accepted answer is found however it is typed, and nowhere inside another word or number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import folded_for_matching, matched, occurs


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("30", "It lasts 30 days."),
        ("30", "It lasts 30."),
        ("30", "On 30, and no later"),
        ("30", "30% of them"),
        ("30", "a 30-day truce"),
        ("30", "30–90 days"),
        ("Merz", "Merz's plan"),
        ("Merz", "Merz’s plan"),
        ("merz", "MERZ said so"),
        ("Moscow's court", "the ball is in Moscow’s court"),
        ('"root causes"', "the “root causes” of it"),
        ("30-day truce", "a 30‑day truce"),
        ("30 days", "for 30\u00a0days"),
        ("30 days", "for 30\n  days"),
        ("£2.4 million", "put the cost at £2.4 million."),
        ("U.S.", "the U.S. said"),
        ("10,000", "10\u202f000 people"),
        ("München", "Mu\u0308nchen"),
        ("Straße", "STRASSE"),
    ],
)
def test_an_answer_is_found_however_it_is_typed(wanted: str, text: str) -> None:
    """Case, quotation marks, hyphens, white space and the possessive make no difference."""
    assert occurs(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("30", "300 days"),
        ("30", "1,300 days"),
        ("30", "30.5 days"),
        ("30", "30,000 days"),
        ("30", "2.30 euros"),
        ("30", "2030"),
        ("300", "1\u202f300 days"),
        ("300", "1\u00a0300 days"),
        ("300", "12\u2009300\u2009000 days"),
        ("£2.4 million", "£2.45 million"),
        ("£2.4", "£12.4"),
        ("Merz", "Merzig"),
        ("art", "a party"),
        ("Rubio Marco", "Marco Rubio"),
        ("30 days", "30 or 40 days"),
    ],
)
def test_a_part_of_another_word_or_number_is_not_it(wanted: str, text: str) -> None:
    """A part of a number is another number, and a part of a word another word."""
    assert not occurs(wanted, text)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_number_is_found_only_where_it_is_the_number(wanted: int, written: int) -> None:
    """For any two numbers, grouped or not."""
    assert occurs(f"{wanted}", f"some {written} days") == (wanted == written)
    assert occurs(f"{wanted:,}", f"some {written:,} days") == (wanted == written)
    if wanted != written:
        assert not occurs(f"{wanted}", f"some {written:,} days")


@given(st.text(min_size=1))
def test_any_text_occurs_in_itself(text: str) -> None:
    """Whatever is accepted can be given: no character is read as a pattern."""
    assert occurs(text, text)
    assert occurs(text, f" {text}\n")


def test_a_list_needs_all_its_strings_in_any_order() -> None:
    """One list is enough, half a list is not."""
    alternatives = [("intelligence", "end"), ("intelligence", "stop")]
    assert matched(alternatives, "Arms must stop, and so must intelligence.")
    assert not matched(alternatives, "Intelligence must go on.")
    assert not matched(alternatives, "Arms must stop. Deliveries must end.")


def test_nothing_accepted_is_nothing_matched() -> None:
    """A question without accepted answers has no right one, not every one."""
    assert not matched([], "Anything.")


def test_dates_in_digits_are_not_numbers_of_their_own() -> None:
    """The "20" of "20.5.2025" is a part of a date."""
    assert not occurs("20", "on 20.5.2025")
    assert folded_for_matching("20.5.2025") == "20.5.2025"

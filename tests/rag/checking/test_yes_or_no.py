"""Yes and no are read where an answer begins with them, and taken off without a change to what it states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.yes_or_no import answers_no, has_verdict, without_verdict


@pytest.mark.parametrize(
    ("text", "verdict", "no", "states"),
    [
        ("Yes, the bridge will close.", True, False, "The bridge will close."),
        ("No: it stays open.", True, True, "It stays open."),
        ("“No. It stays open.”", True, True, "It stays open.”"),
        ("YES – it will.", True, False, "It will."),
        ("Yes the bridge will close.", True, False, "The bridge will close."),
        ("No", True, True, "No"),
        ("No one came.", False, False, "No one came."),
        ("Yesterday it closed.", False, False, "Yesterday it closed."),
        ("The answer is no.", False, False, "The answer is no."),
        ("", False, False, ""),
    ],
)
def test_a_verdict_is_the_first_word_and_stands_apart(
    text: str,
    verdict: bool,  # noqa: FBT001  # a column of the table
    no: bool,  # noqa: FBT001  # a column of the table
    states: str,
) -> None:
    """A word that merely begins so is none; what states nothing else stays as it is."""
    assert (has_verdict(text), answers_no(text), without_verdict(text)) == (verdict, no, states)


@given(st.text(min_size=1, alphabet=st.characters(min_codepoint=32, max_codepoint=500)).map(str.strip), st.booleans())
def test_what_leads_is_read_and_comes_off(text: str, yes: bool) -> None:  # noqa: FBT001  # hypothesis
    """Whatever the text, the verdict that leads it is the one that was chosen, and its words stay after it."""
    led = f"{'Yes' if yes else 'No'}, {text}"
    assert has_verdict(led)
    assert answers_no(led) is not yes
    assert without_verdict(led).casefold().endswith(text[-1:].casefold())

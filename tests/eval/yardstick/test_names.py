"""Names are told by capitals that grammar does not explain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.yardstick.names import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor met Ilse Varrowby in Ostermere.", {"Ilse", "Varrowby", "Ostermere"}),
        ("Bridges were closed.", set()),
        ("Varrowby said so.", {"Varrowby"}),
        ("Varrowby’s plan failed.", {"Varrowby"}),
        ("Karsk-Orrel was closed.", {"Karsk", "Orrel"}),
        ("McAll left. Then they ate.", {"McAll"}),
        ("Mr. Keld left with Dr. Frear.", {"Keld", "Frear"}),
        ("Keld left. “Nobody saw Keld,” they said.", {"Keld"}),
        ("She told us. He met the US envoy.", {"US"}),
        ("THE MAYOR MET VARROWBY", set()),
    ],
)
def test_names_are_capitals_that_grammar_does_not_explain(text: str, expected: set[str]) -> None:
    """The first word of a sentence needs more than its capital; titles and function words are no names."""
    assert set(names(text)) == expected


def test_a_longer_text_tells_which_first_words_are_names() -> None:
    """One that it always writes with a capital is a name, one that it also writes in small letters is none."""
    assert names("Ostermere was dark.", "They live in Ostermere.") == ("Ostermere",)
    assert names("Bridges were closed.", "The Bridges family closed the bridges. Five bridges fell.") == ()


@given(st.text(), st.text())
def test_any_text_can_be_read(text: str, known: str) -> None:
    """Names are words of it, each once."""
    found = names(text, known)
    assert len(set(found)) == len(found)

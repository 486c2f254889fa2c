"""A claim is words: what links, runs, hides or poses as a citation has no place in it; signs that news is full of do."""

import pytest

from rag.checking.plain_words import not_plain


@pytest.mark.parametrize(
    ("claim", "carried"),
    [
        ("The plant is open, see [here](https://evil.example/login).", "a link"),
        ("The plant is open ![x](//evil.example/x.png).", "a link"),
        ("The plant is open, see [here][1].", "a link"),
        ("The plant is open: https://evil.example/prize says so.", "a link"),
        ("The plant is open, www.evil.example says.", "a link"),
        ("The plant runs javascript:alert(1).", "a link"),
        ("The plant is open <img src=x onerror=alert(1)>.", "markup"),
        ("The plant is &lt;b&gt;open.", "markup"),
        ("The plant is open [1].", "a citation marker of its own"),
        ("The plant is \u202enepo.", "a character that nobody sees"),
        ("The plant is \x1b[31mopen.", "a character that nobody sees"),
    ],
)
def test_what_is_not_words_is_named(claim: str, carried: str) -> None:
    """In a sentence that a person understands."""
    assert not_plain(claim) == f"it carries {carried}, not only words"


@pytest.mark.parametrize(
    "claim",
    [
        "The bank’s rate is < 3 per cent, and > 2.",
        "The score was 3:1, and the ratio 2/3 – or 66.7%.",
        "She said: “AT&T [the company] will pay.”",
        "Data: the plant makes 48 MW and/or sells it.",
        "The site example.com was down on 3/4/2025.",
        "نمی\u200cدانم که او چه گفت.",
        "Crew 👩🏽\u200d🚀 landed.",
    ],
)
def test_the_signs_of_news_are_words(claim: str) -> None:
    """Comparisons, scores, brackets, bare host names, joiners of scripts and emoji."""
    assert not_plain(claim) is None

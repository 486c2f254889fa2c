"""What code takes from a text: its words, stems, names and negations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.english.wording import content_stems, names, negations, stem, topic_stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said so.", ["The", "U.S", "said", "so"]),
        ("a cease-fire, a cease\u2011fire, a cease\u00adfire", ["a", "ceasefire"] * 3),
        ("They agreed to cease fire.", ["They", "agreed", "to", "ceasefire"]),
        ("It won’t co-operate.", ["It", "won’t", "cooperate"]),
        ("well-known", ["well", "known"]),
    ],
)
def test_words_are_split_as_a_reader_counts_them(text: str, expected: list[str]) -> None:
    """Abbreviations and contractions stay whole, and a word that some write with a hyphen is one word."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Kyiv’s", "kyiv"), ("refuses", "refused"), ("U.N", "UN"), ("demands", "demanded")]
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    """Case, possessive, ending and dots of an abbreviation make no other word."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did Merz say about pensions?", {"Merz"}),
        ("Who won the 2022 World Cup?", {"World", "Cup"}),
        ("U.S. officials met Ushakov's aide.", {"U.S", "Ushakov"}),
        ("The offer of the US came in May.", {"US", "May"}),
        ("They may tell us more.", set()),
        ("Talks resumed. Prices rose.", set()),
        ("Putin's aide left.", {"Putin"}),
        ("Grossi said so.", {"Grossi"}),
        ("Officials said so.", set()),
        ("Yesterday Putin left with Gen. Hale.", {"Putin", "Hale"}),
        ("WHAT DID MERZ SAY?", set()),
        ("A note by J. Doe: “Full stop.”", {"Doe"}),
        ("Jean-Luc spoke.", {"Jean", "Luc"}),
    ],
)
def test_names_are_capitals_that_grammar_does_not_explain(text: str, expected: set[str]) -> None:
    """The first word of a sentence or quotation is a name only where something speaks for it."""
    assert set(names(text)) == expected


def test_an_article_tells_which_first_words_are_names() -> None:
    """A word that the article always writes with a capital is a name at the start of a claim too; "Talks" is not."""
    article = "On Monday Kyiv agreed. The talks went on. Talks are hard, Kyiv said."
    assert names("Kyiv agreed. Talks went on.", known=article) == ("Kyiv",)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He didn’t, won't and cannot.", 3),
        ("No truce without talks", 2),
        ("not only bread", 0),
        ("whether or not it rains", 0),
        ("No. 10 Downing Street", 0),
        ("no fewer than 40", 0),
        ("Nothing is known", 1),
    ],
)
def test_negations_are_counted_where_they_deny(text: str, count: int) -> None:
    """Contractions count; "not only" and "No. 10" deny nothing."""
    assert negations(text) == count


def test_topic_leaves_out_what_only_asks() -> None:
    """The words "What did they say about …" ask; the rest is the topic, and numerals are no words."""
    assert topic_stems("What did they say about ceasefire conditions in 2025?") == {"ceasefir", "condit"}


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises; a topic is part of the content, and every name is one of the words."""
    assert content_stems(text) >= topic_stems(text)
    assert {stem(name) for name in names(text)} <= {stem(word) for word in words(text)}
    assert negations(text) <= len(words(text))

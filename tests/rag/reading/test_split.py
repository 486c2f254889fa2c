"""Passages are runs of whole sentences that fit, whatever the text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Article
from rag.reading.split import HEADER_BYTES, TARGET_TOKENS, embedded_text, split
from rag.reading.text import clean
from tests.rag.news_sentences import texts

LIMIT = 256


def count(text: str) -> int:
    """A stand-in for a tokenizer: one token for every four characters of a word, and two that frame the text."""
    return 2 + sum((len(word) + 3) // 4 for word in text.split())


def article(text: str, title: str = "Talks resume") -> Article:
    """An article with only what splitting looks at."""
    return Article(id="a", title=title, text=text)


@settings(max_examples=60)
@given(texts, st.text(max_size=300))
def test_every_sentence_is_in_exactly_one_passage_and_every_passage_fits(raw: str, raw_title: str) -> None:
    """Passages follow each other, start and end with their sentences, and never exceed the limit with their title."""
    text, title = clean(raw) or "x", clean(raw_title) or "x"
    news = article(text, title)
    parts = split(news, count, LIMIT)
    assert [sentence.number for sentence in parts.sentences] == list(range(len(parts.sentences)))
    held = [number for passage in parts.passages for number in range(passage.first_sentence, passage.last_sentence + 1)]
    assert held == list(range(len(parts.sentences)))
    for passage in parts.passages:
        assert passage.span.start == parts.sentences[passage.first_sentence].span.start
        assert passage.span.end == parts.sentences[passage.last_sentence].span.end
        assert count(embedded_text(news, passage)) <= LIMIT


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["word", "x" * 90, "停火", "e\u0301", "👩\u200d🚀"]), min_size=1, max_size=400),
    st.sampled_from(["", " "]),
)
def test_a_sentence_too_long_becomes_several_that_fit_and_lose_nothing(words: list[str], between: str) -> None:
    """Cut at whitespace where there is any, else between characters; here one character is one token."""
    news = article(clean(between.join(words)))
    parts = split(news, len, 64)
    assert all(len(embedded_text(news, passage)) <= 64 for passage in parts.passages)
    kept = "".join(sentence.span.of(news.text) for sentence in parts.sentences)
    assert "".join(kept.split()) == "".join(news.text.split())


@pytest.mark.parametrize("mark", ["\u0308", "\u0489", "\U0001f3fb", "a\u200d"])
def test_a_letter_of_a_thousand_marks_is_parted_where_it_must_be(mark: str) -> None:
    """Whoever writes one does not end an ingest by it."""
    news = article(clean("e" + mark * 1000))
    parts = split(news, len, 64)
    assert all(len(embedded_text(news, passage)) <= 64 for passage in parts.passages)
    assert "".join(sentence.span.of(news.text) for sentence in parts.sentences) == news.text


def test_a_limit_without_room_for_text_is_refused() -> None:
    """A header may never be all there is to a passage."""
    with pytest.raises(ValueError, match="no room"):
        split(article("Some text."), count, 3)


@given(st.text(min_size=1, max_size=300).filter(clean))
def test_a_header_never_weighs_more_than_its_share(title: str) -> None:
    """However many bytes a script takes, so that any tokenizer leaves room for the passage."""
    news = article("Text.", clean(title))
    header = embedded_text(news, split(news, count, LIMIT).passages[0]).rsplit("\n", 1)[0]
    assert len(unicodedata.normalize("NFD", header).encode()) <= HEADER_BYTES
    assert news.title.startswith(header)


def test_the_embedded_text_is_title_newline_passage() -> None:
    """What is embedded can be read off the article."""
    news = article("He spoke. She left.")
    (passage,) = split(news, count).passages
    assert embedded_text(news, passage) == "Talks resume\nHe spoke. She left."


def test_passages_are_near_their_target_and_end_with_paragraphs() -> None:
    """A long article of even paragraphs gives passages of about the target, each ending at a paragraph's end."""
    paragraph = (
        "The minister said on Monday that the talks would go on. Nobody else in the room had expected that at all. " * 3
    )
    news = article("\n\n".join([paragraph.strip()] * 12))
    parts = split(news, count)
    sizes = [count(passage.span.of(news.text)) for passage in parts.passages]
    assert all(0.5 * TARGET_TOKENS <= size <= 1.5 * TARGET_TOKENS for size in sizes)
    assert all(news.text[passage.span.end : passage.span.end + 1] in {"\n", ""} for passage in parts.passages)


def test_a_sub_heading_stays_with_what_it_stands_over() -> None:
    """No passage ends with a heading."""
    story = "The minister said on Monday that the talks would go on without any of the others. "
    news = article("\n\n".join(f"{story * 3}\n\nHeading number {number}\n\n{story * 3}" for number in range(8)))
    ends = [passage.span.of(news.text).splitlines()[-1] for passage in split(news, count).passages]
    assert not [line for line in ends if line.startswith("Heading")]

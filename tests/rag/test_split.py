"""Sentences and passages are exact spans of the text, whatever the text."""

import sys
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.domain import Article
from rag.read.text import clean
from rag.sentences import ends_sentence, sentence_spans
from rag.split import HEADER_BYTES, TARGET_TOKENS, embedded_text, split
from tests.rag.news_sentences import cases

LIMIT = 256
MARKS = [*"  \n\n.!?…,:;“”‘’\"'()«»؟。-—", "U.S. ", "Dr. ", " p.m. ", "“No.” ", "1) "]
SCRIPTS = [
    "word",
    "Kyiv",
    "é",
    "e\u0301",
    "👩\u200d🚀",
    "🇺🇦",
    "مرحبا",
    "שלום",
    "Киев",
    "停火",
    "한국",
    "ก็",
    "न\u094dद",
    "∯",
    "☉",
]
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from([*MARKS, *SCRIPTS]), max_size=200).map("".join),
    st.lists(st.sampled_from([" ".join(case) for case in cases()]), max_size=30).map("\n".join),
)


def count(text: str) -> int:
    """A stand-in for a tokenizer: one token for every four characters of a word, and two that frame the text."""
    return 2 + sum((len(word) + 3) // 4 for word in text.split())


def _name(case: list[str]) -> str:
    return case[0][:40]


def article(text: str, title: str = "Talks resume") -> Article:
    """An article with only what splitting looks at."""
    return Article(id="a", title=title, text=text)


@pytest.mark.parametrize("case", [case for case in cases() if case[0] != "He paused…"], ids=_name)
def test_news_sentences_end_where_a_reader_says_they_end(case: list[str]) -> None:
    """Each case of the news set splits as marked."""
    text = " ".join(case)
    assert [span.of(text) for span in sentence_spans(text)] == case


def test_an_ellipsis_before_a_capital_does_not_end_a_sentence() -> None:
    """Known miss, kept on purpose: in news an ellipsis is mostly inside a remark, seldom at its end."""
    assert len(sentence_spans("He paused… Then he signed.")) == 1


@given(texts)
@example("a ∯ b. c ☉ d. &ᓰ& x.")
@example("He left.\nHe came back. ” \n\n\n“")
@example("هل هذا صحيح؟ نعم. 这是第一句。这是第二句。")
def test_sentences_tile_any_text(raw: str) -> None:
    """In order, apart, trimmed, and with nothing but whitespace between them."""
    text = clean(raw)
    at = 0
    for span in sentence_spans(text):
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n" not in span.of(text)
        at = span.end
    assert not text[at:].strip()


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


def test_a_long_quotation_is_cut_between_its_sentences() -> None:
    """Up to 600 characters its words stay with who said them; beyond, each sentence stands alone."""
    remark = "We want peace, and we will sign when the guns are silent. "
    short, long = (f"“{(remark * times).strip()}” he said." for times in (5, 20))
    assert len(sentence_spans(short)) == 1
    assert len(sentence_spans(long)) == 20


def test_abbreviations_and_quotations_do_not_end_sentences_in_questions_or_exclamations() -> None:
    """Marks inside quotation marks end a sentence only where the sentence ends."""
    text = "“Will you sign?” she asked. “Never!” he said."
    assert [span.of(text) for span in sentence_spans(text)] == ["“Will you sign?” she asked.", "“Never!” he said."]


@pytest.mark.parametrize("line", ["He left.", "He said “No.”", "Who?", "停火。", "لماذا؟", "(So be it.)", "and so on…"])
def test_lines_that_end_as_sentences_do(line: str) -> None:
    """In any of the scripts known, closing quotes aside."""
    assert ends_sentence(line)
    assert not ends_sentence(line.rstrip(".?。؟…)”") + ":")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "." * 300_000,
        "“a. " * 60_000,
        "a) b) c) d) " * 20_000,
        "The ministry in Kyiv said that it would reply. Its envoys left at 5 p.m. Friday. " * 4_000,
    ],
    ids=["no space", "only dots", "open quotes", "list marks", "prose"],
)
def test_one_endless_line_splits_in_seconds(text: str) -> None:
    """The time grows with the length, not with its square: a third of a megabyte is a matter of a few seconds."""
    started = time.perf_counter()
    sentence_spans(clean(text))
    assert time.perf_counter() - started < 20


def test_importing_does_not_load_the_splitter() -> None:
    """`onrecord --help` does not pay for it."""
    import subprocess

    code = "import rag.split, rag.read, sys; print([m for m in ('pysbd', 'trafilatura', 'yaml', 'lxml') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

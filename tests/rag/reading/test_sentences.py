"""Sentences end where a reader says that they end, and are exact spans of the text, whatever the text."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.domain import Span
from rag.reading.sentences import LONGEST, cuttable, ends_sentence, sentence_spans
from rag.reading.text import clean
from tests.rag.news_sentences import cases, texts

FOLDER = Path(__file__).parents[2] / "cases"
BOUNDARIES_RIGHT = 0.98
"""F1 of the ends of sentences in the table of news."""


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of cases."""
    return [json.loads(line) for line in (FOLDER / name).read_text().splitlines()]


def sentences(text: str) -> list[str]:
    """The sentences of a text, as words."""
    return [span.of(text) for span in sentence_spans(text)]


def ends(parts: Sequence[str]) -> set[int]:
    """How much of the letters of a text stands before each end of a sentence but the last."""
    lengths = ["".join("".join(parts[: count + 1]).split()) for count in range(len(parts) - 1)]
    return set(map(len, lengths))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0][:40])
def test_news_sentences_end_where_a_reader_says_they_end(case: list[str]) -> None:
    """Each case of the news set splits as marked."""
    assert sentences(" ".join(case)) == case


@pytest.mark.parametrize("case", rows("sentences.jsonl"), ids=lambda case: case["id"])
def test_what_others_reported_of_splitters_is_split_rightly(case: Mapping[str, Any]) -> None:
    """Each case after a public report, and its siblings."""
    assert sentences(case["input"]) == case["right"]


def test_of_a_table_of_news_nearly_every_end_is_found_and_none_is_made_up() -> None:
    """Some 290 sentences as agencies, British and American papers write them; see decision 0019 for other splitters."""
    found = wanted = both = 0
    for row in rows("splitting.jsonl"):
        here, right = ends(sentences(row["input"])), ends(row["right"])
        found, wanted, both = found + len(here), wanted + len(right), both + len(here & right)
    assert wanted > 200
    assert 2 * both / (found + wanted) >= BOUNDARIES_RIGHT


@pytest.mark.parametrize("row", rows("splitting.jsonl"), ids=lambda row: row["id"])
def test_the_table_of_news_is_its_own_text(row: Mapping[str, Any]) -> None:
    """What is right is the input, cut."""
    assert " ".join(row["right"]) == row["input"]


@given(texts)
@example("a ∯ b. c ☉ d. &ᓰ& x.")
@example("He left.\nHe came back. ” \n\n\n“")
@example("هل هذا صحيح؟ نعم. 这是第一句。这是第二句。")
@example("« a. » b. ‘c. " * 40)
@example("x, ². A x, ٣. B")
def test_sentences_tile_any_text(raw: str) -> None:
    """In order, apart, trimmed, of at most the length that is said, and with nothing but whitespace between them."""
    text = clean(raw)
    at = 0
    for span in sentence_spans(text):
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n" not in span.of(text)
        assert span.end - span.start <= LONGEST
        at = span.end
    assert not text[at:].strip()


@given(texts)
def test_where_sentences_of_a_line_end_does_not_depend_on_other_lines(raw: str) -> None:
    """A line is read alone."""
    text = clean(raw)
    assert sentences(text) == [sentence for line in text.split("\n") for sentence in sentences(line)]


def test_a_long_quotation_is_cut_between_its_sentences() -> None:
    """Up to 600 characters its words stay with who said them; beyond, each sentence stands alone."""
    remark = "We want peace, and we will sign when the guns are silent. "
    short, long = (f"“{(remark * times).strip()}” he said." for times in (5, 20))
    assert len(sentence_spans(short)) == 1
    assert len(sentence_spans(long)) == 20


def test_an_ellipsis_ends_a_sentence_only_where_the_next_word_begins_one() -> None:
    """In news an ellipsis is mostly inside a remark: behind a space it ends nothing, and a name after it is no start."""
    assert len(sentence_spans("He paused… Then he signed.")) == 2
    assert len(sentence_spans("He paused … Then he signed.")) == 1
    assert len(sentence_spans("It was… Marrow.")) == 1


def test_what_is_never_closed_keeps_nothing_together() -> None:
    """A mark that has lost its other half, and one that is an apostrophe."""
    assert len(sentence_spans("(He left. She stayed. “It rained. The ‘70s were over. Nobody came.")) == 5


@pytest.mark.parametrize("words", ["停火", "e\u0301", "👩\u200d🚀", "x", "word "])
def test_what_has_no_marks_is_cut_at_a_space_or_between_characters(words: str) -> None:
    """No accent or joiner is parted from its letter, and nothing is lost."""
    text = clean(words * 2_000)
    spans = sentence_spans(text)
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert all(cuttable(text, span.start) for span in spans[1:])
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.sampled_from(["Holt said so", "It rained", "the pier, U.S. 1, shut", "1913"]), min_size=2))
def test_every_full_stop_before_a_small_letter_or_a_comma_is_passed_over(parts: list[str]) -> None:
    """Whatever stands before it."""
    text = ". and, ".join(parts)
    assert sentence_spans(text) == (Span(0, len(text)),)


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
def test_one_endless_line_splits_in_a_few_seconds(text: str) -> None:
    """A third of a megabyte; that the time grows with the length is tested with the others that do (test_growth)."""
    started = time.process_time()
    sentence_spans(clean(text))
    assert time.process_time() - started < 5


def test_importing_does_nothing_heavy() -> None:
    """`onrecord --help` does not pay for readers."""
    code = "import rag.reading.split, rag.reading, sys; print([m for m in ('trafilatura', 'yaml', 'lxml') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

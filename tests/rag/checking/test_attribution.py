"""Whose words a sentence carries is read over several sentences, and never guessed."""

import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from rag.checking.attribution import SourceChain, source_chain
from rag.domain import Article, Span
from rag.reading.sentences import sentence_spans
from tests.rag.checking.told import Told, told

CASES = Path(__file__).parents[2] / "cases" / "speakers.jsonl"
FRESH = CASES.with_name("speakers_fresh.jsonl")
KNOWN_AND_MISSED = 0.9
"""Of the sentences in which somebody speaks, the share whose speaker is found; the rest are None, none is wrong."""


def _chain(text: str, words: str) -> SourceChain:
    article = Article("a", "T", text)
    start = text.index(words)
    return source_chain(article, Span(start, start + len(words)))


@pytest.mark.slow
@pytest.mark.parametrize("case", told(), ids=lambda case: case.sentence[:50])
def test_nobody_is_given_the_words_of_another(case: Told) -> None:
    """On every labelled sentence the speaker, the way and the translator are the right ones or None."""
    chain = source_chain(case.article, case.span)
    assert chain.speaker in {case.speaker, None}
    assert chain.via in {case.via, None}
    assert chain.translated_by in {case.translated_by, None}


@pytest.mark.parametrize("case", map(json.loads, CASES.read_text().splitlines()), ids=lambda case: case["id"])
def test_speakers_that_other_readers_got_wrong_are_found(case: Mapping[str, Any]) -> None:
    """Each case after a public report, and its siblings; null is among the right ones where it may stay open."""
    assert _chain(case["text"], case["words"]).speaker in case["right"]


@pytest.mark.parametrize("case", map(json.loads, FRESH.read_text().splitlines()), ids=lambda case: case["id"])
def test_on_fresh_sentences_nobody_is_given_the_words_of_another(case: Mapping[str, Any]) -> None:
    """Written before the reader of parses was asked about any."""
    assert _chain(case["text"], case["words"]).speaker in (*case["right"], None)


def test_most_speakers_of_fresh_sentences_are_found() -> None:
    """None may be right where a reader can't tell either."""
    cases = [case for case in map(json.loads, FRESH.read_text().splitlines()) if None not in case["right"]]
    found = [case for case in cases if _chain(case["text"], case["words"]).speaker]
    assert len(found) / len(cases) >= KNOWN_AND_MISSED


def test_most_speakers_are_found() -> None:
    """None is allowed where grammar is not plain, and rare."""
    spoken = [case for case in told() if case.speaker]
    found = [case for case in spoken if source_chain(case.article, case.span).speaker == case.speaker]
    assert len(found) / len(spoken) >= KNOWN_AND_MISSED
    through = [case for case in told() if case.via]
    assert (
        sum(source_chain(case.article, case.span).via == case.via for case in through) / len(through)
        >= KNOWN_AND_MISSED
    )


def test_a_speaker_is_always_words_of_the_article() -> None:
    """A name is shown as the article has it, but for the capital of an article's or a common noun's first letter."""
    for case in told():
        chain = source_chain(case.article, case.span)
        for shown in (chain.speaker, chain.via, chain.translated_by):
            assert shown is None or shown.lower() in case.article.text.lower()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna Brandt met Ida Moor. She said it was late.", "She said it was late."),
        ("Anna Holt and Peter Holt met. Holt said it was late. A dog barked. She said so twice.", "She said so twice."),
        ("Jonas Pell left. A woman came in. She said it was late.", "She said it was late."),
        ("Jonas Pell said that Bo Lind had come. He said it was late.", "He said it was late."),
        ("They said it was late.", "They said it was late."),
        ("Pell said it was late, and Lind said it was early.", "Pell said it was late, and Lind said it was early."),
        (
            "It rained all day on the empty stands, but Pell said it was dry.",
            "It rained all day on the empty stands, but Pell said it was dry.",
        ),
        ("“It is late.” The door was open.", "“It is late.”"),
    ],
)
def test_what_is_open_stays_open(text: str, words: str) -> None:
    """Two who may be meant, somebody unnamed between, a sentence of two speakers: no speaker is shown."""
    assert _chain(text, words).speaker is None
    assert _chain(text, words).attributed


def test_a_surname_that_two_bear_is_not_made_full() -> None:
    """A "Holt" stays "Holt" where the article knows two."""
    text = "Anna Holt and Peter Holt met on Monday. The door was locked, Holt said."
    assert _chain(text, "The door was locked, Holt said.").speaker == "Holt"


def test_a_country_is_not_made_full() -> None:
    """A credit that ends in its name does not lend it another."""
    text = "Global Pictures Ukraine took the picture. Ukraine said that it was ready."
    assert _chain(text, "Ukraine said that it was ready.").speaker == "Ukraine"


def test_a_quotation_over_several_lines_keeps_its_speaker() -> None:
    """Each line opens the quotation again, only the last closes it."""
    text = "“We waited,” said Nora Lind. “Nobody came.\n\n“So we went home. It was dark.”\n\n“It was not.”"
    assert _chain(text, "“So we went home.").speaker == "Nora Lind"
    assert _chain(text, "It was dark.”").speaker == "Nora Lind"
    assert _chain(text, "“It was not.”").speaker is None


def test_straight_quotation_marks_are_paired() -> None:
    """Plain ASCII marks count as well; the mark of inches opens nothing."""
    text = 'Nora Lind said the plank was 5" too short. "It fell," she said.'
    assert _chain(text, '"It fell," she said.').speaker == "Nora Lind"


def test_the_articles_own_voice_has_no_speaker() -> None:
    """What nobody is said to have said is nobody's."""
    assert _chain("Nora Lind lives in Lund. The mill burned down.", "The mill burned down.") == SourceChain()


@pytest.mark.parametrize("line", [": the mill burned down", ": : :", "  : no deadline"])
def test_a_line_may_begin_with_a_colon(line: str) -> None:
    """Nobody stands before it, and no question ends in an error."""
    assert _chain(f"Nora Lind said no.\n{line}", line.strip()).speaker is None


SPEECH = " ".join(["Marina Okafor said that pier 0 would close.", *(f"She said pier {n} too." for n in range(1, 800))])


@pytest.mark.slow
def test_one_speaker_is_followed_through_a_speech_of_any_length() -> None:
    """The last sentence rests on all before it."""
    assert _chain(SPEECH, "She said pier 799 too.").speaker == "Marina Okafor"


def test_threads_may_read_one_article_at_once() -> None:
    """What one of them has not finished is not taken for what is known."""
    text = f"{SPEECH} It was late."
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: _chain(text, f"She said pier {n} too.").speaker, range(780, 800)))
    assert found == ["Marina Okafor"] * 20


@pytest.mark.slow
@pytest.mark.parametrize("word", ["Aaa Bbb ", "he said ", "Okafor, the a, said, ", "“a” ", "according to the ", "and "])
def test_a_hostile_text_is_read_in_bounded_time(word: str) -> None:
    """Time grows with the text, not with its square: twice the words take nothing like four times as long."""
    took = [_seconds(word * count) for count in (400, 1600)]
    assert took[1] < 10 * took[0] + 2


def _seconds(text: str) -> float:
    began = time.process_time()
    for span in sentence_spans(text):
        source_chain(Article("a", "T", text), span)
    return time.process_time() - began

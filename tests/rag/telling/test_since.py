"""What became of a cited article is told in words, and what changed in it in its own."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Answer, Citation, Claim, RunRecord
from rag.domain import Article, Span
from rag.telling.since import Changed, changes, since

OLD = Article("weir", "The weir", "The weir broke on Monday. Nobody was hurt. It is old.")
RUN = RunRecord(models={}, prompts={}, settings_hash="0", timings_ms={}, tokens={})
ANSWER = Answer(
    id="q",
    status="answered",
    question="What broke?",
    standalone_question="What broke?",
    as_of="2025-05-20",
    claims=(Claim(id="c1", text="The weir broke.", support=0.9, citations=("1", "2")),),
    citations={"1": Citation.of(OLD, Span(0, 25)), "2": Citation.of(OLD, Span(26, 42))},
    record=RUN,
)


def later(text: str) -> Article:
    """The article's second version."""
    return Article("weir", "The weir", text, version=2)


@pytest.mark.parametrize(
    ("current", "told"),
    [
        (OLD, {}),
        (None, {"1": "deleted since", "2": "deleted since"}),
        (later("The weir broke on Sunday. Nobody was hurt."), {"1": "no longer in it", "2": "still says this"}),
    ],
)
def test_each_citation_says_what_became_of_its_article(current: Article | None, told: dict[str, str]) -> None:
    """Nothing where it is as it was; whether the words still stand where it changed."""
    found = since(ANSWER, lambda _: current)
    assert found.keys() == told.keys()
    assert all(told[marker] in found[marker] for marker in told)


def test_changes_are_whole_sentences_in_their_order() -> None:
    """What went beside what came in its place."""
    newer = "The weir broke on Sunday. Nobody was hurt. It is old. It will be mended."
    assert changes(OLD.text, newer) == (
        Changed(("The weir broke on Monday.",), ("The weir broke on Sunday.",)),
        Changed((), ("It will be mended.",)),
    )
    assert changes(OLD.text, OLD.text) == ()


@given(st.lists(st.sampled_from("abcd"), max_size=12), st.lists(st.sampled_from("abcd"), max_size=12))
def test_what_went_and_came_makes_the_one_text_the_other(old: list[str], new: list[str]) -> None:
    """No sentence is told that stands in neither, and as many go and come as the texts differ by."""
    older, newer = (" ".join(f"It was {word} here." for word in words) for words in (old, new))
    found = changes(older, newer)
    gone = [sentence for change in found for sentence in change.gone]
    come = [sentence for change in found for sentence in change.come]
    assert len(old) - len(gone) == len(new) - len(come)
    assert all(sentence in older for sentence in gone)
    assert all(sentence in newer for sentence in come)


def test_texts_without_end_take_no_time() -> None:
    """Too many sentences are not compared; only what both begin and end with is set aside first."""
    began = time.perf_counter()
    assert changes("Yes. " * 30_000 + "No.", "Yes. " * 30_000 + "Maybe.") == (Changed(("No.",), ("Maybe.",)),)
    assert changes("A cat. " * 5_000 + "B dog.", "C cow. " * 5_000) == ()
    assert time.perf_counter() - began < 20

"""RealTimeQA with passages of its own: labels, ids and days as the file gives them."""

from pathlib import Path
from typing import Any

import pytest

from eval.matching import matched
from eval.questions import Dataset
from eval.sets.realtimeqa_strict import realtimeqa_strict
from rag.domain import Published
from rag.errors import BadDataset
from tests.eval.sets.places import real, write_rows

YES = {"text": "Ada hosted.", "title": "A gala", "url": "https://news.example/1", "date": "2025/01/05"}
NO = {"text": "It rained.", "title": "", "url": "", "date": "2024/12/31"}
ROW: dict[str, Any] = {
    "id": "20250110_6",
    "date": "2025/01/10",
    "kind": "answerable",
    "question": "Who hosted?",
    "answers": ["“Ada”"],
    "positive": [YES],
    "negative": [NO],
}


def made(tmp_path: Path, *rows: dict[str, Any]) -> Dataset:
    """A tiny set of these rows."""
    write_rows(tmp_path / "realtimeqa_2025" / "strict.jsonl.gz", rows)
    return realtimeqa_strict(tmp_path)


def test_a_question_has_a_corpus_of_its_own(tmp_path: Path) -> None:
    """Passages that answer come first, and are the relevant ones."""
    dataset = made(tmp_path, ROW)
    (question,) = dataset.questions
    yes, no = dataset.articles(question.corpus)
    assert (yes.id, yes.title, yes.url) == ("20250110_6-p1", "A gala", "https://news.example/1")
    assert (no.id, no.title, no.url) == ("20250110_6-n1", "untitled", None)
    assert yes.published == Published("2025-01-05", "day", "metadata")
    assert (question.as_of, question.kind, question.answers) == ("2025-01-10", "fact", (("Ada",),))
    assert question.relevant == {yes.id}


def test_an_unanswerable_question_has_no_answers(tmp_path: Path) -> None:
    """The file gives the true answer, which none of the passages holds."""
    (question,) = made(tmp_path, {**ROW, "kind": "unanswerable", "positive": []}).questions
    assert (question.kind, question.answerable, question.answers) == ("unanswerable", False, ())


def test_a_passage_without_text_is_left_out(tmp_path: Path) -> None:
    """And the others keep their ids."""
    dataset = made(tmp_path, {**ROW, "positive": [{**YES, "text": " "}, YES]})
    assert [passage.id for passage in dataset.articles("20250110_6")] == ["20250110_6-p2", "20250110_6-n1"]


def test_a_question_that_is_too_long_is_kept_whole(tmp_path: Path) -> None:
    """Asking it is an error of the run, not of the set."""
    (question,) = made(tmp_path, {**ROW, "question": "Who? " * 1000}).questions
    assert len(question.question) == 4999


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "maybe"}, "kind"),
        ({"positive": []}, "positive"),
        ({"positive": [{**YES, "text": ""}]}, "positive"),
        ({"kind": "unanswerable"}, "positive"),
        ({"date": "yesterday"}, "date"),
        ({"answers": []}, "answers"),
    ],
)
def test_a_row_that_says_two_things_is_refused(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    """By file, line and field."""
    with pytest.raises(BadDataset, match=rf"strict\.jsonl\.gz, line 2, field '{field}'"):
        made(tmp_path, ROW, {**ROW, "id": "other", **change})


def test_the_real_answers_are_in_the_passages_that_answer() -> None:
    """In all but two, where a word border or a name's spelling differs, and in none of the others."""
    dataset = real("realtimeqa_strict")
    missed = 0
    for question in dataset.questions:
        holding = {found.id for found in dataset.articles(question.corpus) if matched(question.answers, found.text)}
        missed += question.answerable and not holding & question.relevant
        assert holding <= question.relevant
    assert missed <= 2

"""RealTimeQA over one large corpus: weak labels, said to be so, and articles read only when asked for."""

from pathlib import Path
from typing import Any

import pytest

from eval.questions import Dataset
from eval.sets.realtimeqa import realtimeqa
from rag.errors import BadDataset
from tests.eval.sets.places import real, write_rows, write_text

ARTICLE = {
    "id": "rtqa_1",
    "url": "https://news.example/1",
    "title": "A",
    "published": "2022/02/14",
    "text": "It rained.",
}
ROW: dict[str, Any] = {
    "id": "q1",
    "date": "2025-12-18",
    "question": "What fell?",
    "answers": ["rain"],
    "choices": ["rain", "snow"],
    "weak_relevant": ["rtqa_1"],
    "answerable": True,
    "clean_unanswerable": False,
}
UNANSWERABLE = {**ROW, "id": "q2", "weak_relevant": [], "answerable": False}


def made(tmp_path: Path, *rows: dict[str, Any]) -> Dataset:
    """A tiny set of these questions over one article."""
    write_rows(tmp_path / "realtimeqa_2025" / "articles.jsonl.gz", [ARTICLE])
    write_rows(tmp_path / "realtimeqa_2025" / "questions.jsonl.gz", rows)
    return realtimeqa(tmp_path)


def test_all_questions_share_one_corpus(tmp_path: Path) -> None:
    """Their kind is retrieval, answerable or not."""
    first, second = made(tmp_path, ROW, UNANSWERABLE).questions
    assert (first.corpus, first.kind, first.answers, first.relevant) == (
        "",
        "retrieval",
        (("rain",),),
        frozenset({"rtqa_1"}),
    )
    assert (second.kind, second.answerable, second.answers, second.relevant) == ("retrieval", False, (), frozenset())
    assert first.as_of == "2025-12-18"


def test_the_note_counts_the_doubtful(tmp_path: Path) -> None:
    """Those that are unanswerable, and not cleanly so."""
    clean = {**UNANSWERABLE, "id": "q3", "clean_unanswerable": True}
    assert "1 of the 2 questions marked unanswerable" in made(tmp_path, ROW, UNANSWERABLE, clean).note
    assert "90 of the 379" in real("realtimeqa").note


def test_articles_are_read_once_and_only_when_asked_for(tmp_path: Path) -> None:
    """A damaged one is refused then, by file and line."""
    dataset = made(tmp_path, ROW)
    path = write_text(tmp_path / "realtimeqa_2025" / "articles.jsonl.gz", "{\n")
    with pytest.raises(BadDataset, match=r"articles\.jsonl\.gz, line 1"):
        dataset.articles("")
    write_rows(path, [ARTICLE])
    assert [found.id for found in dataset.articles("")] == ["rtqa_1"]
    assert dataset.articles("") is dataset.articles("")


def test_the_digest_covers_the_articles_too(tmp_path: Path) -> None:
    """The same questions over other articles are another set."""
    before = made(tmp_path, ROW).digest
    write_rows(tmp_path / "realtimeqa_2025" / "articles.jsonl.gz", [{**ARTICLE, "text": "It snowed."}])
    assert realtimeqa(tmp_path).digest != before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weak_relevant": []}, "weak_relevant"),
        ({"answerable": False}, "weak_relevant"),
        ({"answerable": "yes"}, "answerable"),
        ({"clean_unanswerable": None}, "clean_unanswerable"),
    ],
)
def test_a_label_that_contradicts_another_is_refused(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    """By file, line and field."""
    with pytest.raises(BadDataset, match=rf"questions\.jsonl\.gz, line 1, field '{field}'"):
        made(tmp_path, {**ROW, **change})

"""XQuAD: questions of one paragraph lead to one article."""

from pathlib import Path
from typing import Any

import pytest

from eval.matching import matched
from eval.sets.xquad import xquad
from rag.errors import BadDataset
from tests.eval.sets.places import real, write_rows

ROW: dict[str, Any] = {
    "id": "a",
    "title": "Super_Bowl_50",
    "context": "They gave up 308 points.",
    "question": "How many points?",
    "answers": ["308"],
    "answer_start": [13],
}


def test_a_paragraph_is_one_article_however_often_it_is_asked_of(tmp_path: Path) -> None:
    """Titles are read without their underscores."""
    rows = [ROW, {**ROW, "id": "b"}, {**ROW, "id": "c", "context": "It rained."}]
    write_rows(tmp_path / "xquad" / "xquad_en.jsonl.gz", rows)
    dataset = xquad(tmp_path)
    assert [(found.id, found.title) for found in dataset.articles("")] == [
        ("xquad-1", "Super Bowl 50"),
        ("xquad-2", "Super Bowl 50"),
    ]
    assert [set(question.relevant) for question in dataset.questions] == [{"xquad-1"}, {"xquad-1"}, {"xquad-2"}]
    assert dataset.questions[0].answers == (("308",),)


@pytest.mark.parametrize("field", ["question", "context", "answers", "title"])
def test_a_missing_field_is_refused_by_name(tmp_path: Path, field: str) -> None:
    """With the file and the line."""
    row = {name: value for name, value in ROW.items() if name != field}
    write_rows(tmp_path / "xquad" / "xquad_en.jsonl.gz", [row])
    with pytest.raises(BadDataset, match=rf"xquad_en\.jsonl\.gz, line 1, field '{field}'"):
        xquad(tmp_path)


def test_the_real_answers_are_in_their_paragraphs() -> None:
    """All but two, which end in the middle of a word or number."""
    dataset = real("xquad")
    texts = {found.id: found.text for found in dataset.articles("")}
    missed = [one.id for one in dataset.questions if not any(matched(one.answers, texts[key]) for key in one.relevant)]
    assert len(missed) <= 2

"""QuoteSum: what several people answered to one question is one question with several answers."""

from pathlib import Path
from typing import Any

import pytest

from eval.questions import Dataset
from eval.sets.quotesum import quotesum
from rag.errors import BadDataset
from tests.eval.sets.places import real, write_rows

NONE = {f"{name}{number}": "" for number in range(1, 9) for name in ("title", "source")}
ROW: dict[str, Any] = {
    **NONE,
    "qid": "q1",
    "unique_id": "q1_0",
    "question": "When did it rain?",
    "summary": "It rained [ 1 on Monday ] and [ 1 on Tuesday. ]",
    "covered_short_answers": "[ 1 on Monday ]",
    "title1": "Rain",
    "source1": "It rained on Monday and on Tuesday.",
    "title2": "Snow [sic]",
    "source2": "It snowed on Friday.",
    "source3": "Rain fell on Sunday.",
}
OTHER = {
    **ROW,
    "unique_id": "q1_1",
    "summary": "[ 3 Rain ] fell.",
    "covered_short_answers": "[ 1 on Monday ] [ 1 on Tuesday. ]",
}


def made(tmp_path: Path, *rows: dict[str, Any]) -> Dataset:
    """A tiny set of these answers."""
    write_rows(tmp_path / "quotesum" / "dev.jsonl.gz", rows)
    return quotesum(tmp_path)


def test_the_answers_of_several_people_are_joined(tmp_path: Path) -> None:
    """Each short answer counts once, without its final stop; relevant is what anyone quoted."""
    dataset = made(tmp_path, ROW, OTHER)
    (question,) = dataset.questions
    assert question.answers == (("on Monday",), ("on Tuesday",))
    assert question.relevant == {"q1-s1", "q1-s3"}
    assert [(found.id, found.title) for found in dataset.articles("q1")] == [
        ("q1-s1", "Rain"),
        ("q1-s2", "Snow [sic]"),
        ("q1-s3", "untitled"),
    ]


def test_an_answer_that_covers_none_adds_none(tmp_path: Path) -> None:
    """Some people's answers hold no short answer, which is no damage as long as another's does."""
    (question,) = made(tmp_path, {**ROW, "covered_short_answers": ""}, OTHER).questions
    assert len(question.answers) == 2


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{**ROW, "covered_short_answers": ""}], "line 1, field 'covered_short_answers'"),
        ([{**ROW, "summary": "[ 4 Rain ]"}], "line 1, field 'summary': it quotes source 4"),
        ([{**ROW, "summary": "[ 9 Rain ]"}], "line 1, field 'summary': it quotes source 9"),
        ([ROW, {**OTHER, "source2": "It hailed."}], "line 2, field 'source2'"),
        ([ROW, ROW], "line 2, field 'unique_id'"),
    ],
)
def test_a_row_that_can_not_be_used_is_refused(tmp_path: Path, rows: list[dict[str, Any]], message: str) -> None:
    """By file, line and field."""
    with pytest.raises(BadDataset) as refused:
        made(tmp_path, *rows)
    assert message in refused.value.message


def test_a_real_question_has_several_sources_and_an_answer() -> None:
    """Two sources at least, and six at most."""
    dataset = real("quotesum")
    sources = [len(dataset.articles(question.corpus)) for question in dataset.questions]
    assert (min(sources), max(sources)) == (2, 6)
    assert all(question.answers for question in dataset.questions)

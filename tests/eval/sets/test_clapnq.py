"""CLAPnq: every marked sentence becomes a span of the article, or is counted as lost."""

from pathlib import Path
from typing import Any

import pytest

from eval.questions import Dataset
from eval.sets.clapnq import clapnq
from rag.errors import BadDataset
from tests.eval.sets.places import corpora_of, real, write_rows

FIRST, SECOND = "It rained .", "Cafe\u0301s closed ."  # the second is not yet composed
PASSAGE: dict[str, Any] = {"title": "A day", "text": f"{FIRST} {SECOND} {FIRST} ", "sentences": [FIRST, SECOND, FIRST]}
ROW: dict[str, Any] = {
    "id": "-1",
    "input": "what closed",
    "passages": [PASSAGE],
    "output": [{"answer": "Cafés.", "selected_sentences": [SECOND]}, {"answer": "", "selected_sentences": []}],
}
BARE: dict[str, Any] = {**ROW, "id": "2", "output": [{"answer": "", "selected_sentences": []}]}


def made(tmp_path: Path, answerable: dict[str, Any], unanswerable: dict[str, Any] = BARE) -> Dataset:
    """A tiny set of one question with an answer and one without."""
    write_rows(tmp_path / "clapnq" / "dev_answerable.jsonl.gz", [answerable])
    write_rows(tmp_path / "clapnq" / "dev_unanswerable.jsonl.gz", [unanswerable])
    return clapnq(tmp_path)


def test_a_marked_sentence_is_a_span_of_the_clean_text(tmp_path: Path) -> None:
    """Offsets count in the text as it is stored, which is composed."""
    dataset = made(tmp_path, ROW)
    question = dataset.questions[0]
    (article,) = dataset.articles("-1")
    (gold,) = question.gold
    assert gold.span.of(article.text) == "Cafés closed ."
    assert (question.kind, question.answers, question.relevant) == ("fact", (), frozenset({article.id}))
    assert "0 of 1 marked sentences" in dataset.note


def test_what_several_annotators_marked_is_joined(tmp_path: Path) -> None:
    """In reading order, each sentence once, at the first place where it stands."""
    outputs = [{"selected_sentences": [SECOND]}, {"selected_sentences": [SECOND, FIRST]}]
    gold = made(tmp_path, {**ROW, "output": outputs}).questions[0].gold
    assert [one.span.start for one in gold] == [0, 12]


def test_a_sentence_that_is_not_in_the_text_is_counted(tmp_path: Path) -> None:
    """And the question whose only one it was."""
    note = made(tmp_path, {**ROW, "output": [{"selected_sentences": ["It snowed ."]}]}).note
    assert "1 of 1 marked sentences were not found; answerable questions without any: 1." in note


def test_a_question_without_an_answer_keeps_its_passage(tmp_path: Path) -> None:
    """It is near the subject, and nothing in it is gold."""
    dataset = made(tmp_path, ROW)
    question = dataset.questions[1]
    assert (question.kind, question.answerable, question.gold) == ("unanswerable", False, ())
    assert len(dataset.articles(question.corpus)) == 1


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "message"),
    [
        ({**ROW, "passages": [PASSAGE, PASSAGE]}, BARE, "dev_answerable.jsonl.gz, line 1, field 'passages'"),
        ({**ROW, "output": [{}]}, BARE, "line 1, output 1, field 'selected_sentences'"),
        (ROW, {**ROW, "id": "2"}, "dev_unanswerable.jsonl.gz, line 1, field 'output'"),
        (ROW, {**BARE, "id": "-1"}, "dev_unanswerable.jsonl.gz, line 1, field 'id'"),
    ],
)
def test_a_row_that_can_not_be_used_is_refused(
    tmp_path: Path, answerable: Any, unanswerable: Any, message: str
) -> None:
    """By file, line and field."""
    with pytest.raises(BadDataset) as refused:
        made(tmp_path, answerable, unanswerable)
    assert message in refused.value.message


def test_every_real_mark_is_found() -> None:
    """One question, which was answered without marking a sentence, has none."""
    dataset = real("clapnq")
    assert "; 0 of 893 marked sentences were not found; answerable questions without any: 1." in dataset.note
    assert sum(len(question.gold) for question in dataset.questions) == 893


def test_real_gold_is_whole_sentences() -> None:
    """A span starts where a word does, and ends where one ends."""
    dataset = real("clapnq")
    texts = {article.id: article.text for stored in corpora_of(dataset).values() for article in stored}
    for gold in (gold for question in dataset.questions for gold in question.gold):
        around = f" {texts[gold.article_id]} "
        assert around[gold.span.start] == around[gold.span.end + 1] == " "

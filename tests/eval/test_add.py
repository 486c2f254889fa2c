"""What a person says about an answer becomes a line of a questions file that the next run understands."""

import json
import shutil
from pathlib import Path

import pytest

from eval.add import add_answer
from eval.datasets import load_questions
from rag.errors import BadDataset, BadInput, NotFound
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.conftest import EXAMPLES, OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, claiming

pytestmark = pytest.mark.slow


@pytest.fixture
def answer_id(filled: Settings, open_fake: OpenFake) -> str:
    """An answer with one claim."""
    engine = open_fake(filled, FakeChat(reply=claiming(MOBILISATION)))
    answer = engine.chain.invoke(QUESTION)
    assert answer.claims
    engine.close()
    return answer.id


@pytest.fixture
def abstention_id(filled: Settings, open_fake: OpenFake) -> str:
    """An abstention."""
    engine = open_fake(filled, FakeChat(reply=lambda _: '{"claims": []}', yes=lambda _: 0.1))
    answer = engine.chain.invoke(QUESTION)
    engine.close()
    return answer.id


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Where the file will be, with the examples' articles beside it."""
    shutil.copytree(EXAMPLES, tmp_path / "evals" / "articles")
    return tmp_path / "evals" / "questions.jsonl"


def test_a_right_answer_becomes_a_question_with_its_citations_as_gold(
    filled: Settings, answer_id: str, questions: Path
) -> None:
    """The new file loads, its gold sentences are found in the articles."""
    row = add_answer(filled, answer_id, questions, right=True, expect=["forced mobilisation"])
    [question] = load_questions(questions).questions
    assert (question.id, question.answers) == (row["id"], (("forced mobilisation",),))
    assert (question.question, question.answerable, len(question.gold)) == (QUESTION, True, 1)


def test_a_wrong_answer_with_what_is_right_becomes_a_question_without_gold(
    filled: Settings, answer_id: str, questions: Path
) -> None:
    """What it cited is no gold."""
    add_answer(filled, answer_id, questions, right=False, expect=["root causes"])
    [question] = load_questions(questions).questions
    assert (question.answers, question.gold) == ((("root causes",),), ())


def test_an_answer_that_should_not_have_been_given_becomes_an_unanswerable_question(
    filled: Settings, answer_id: str, questions: Path
) -> None:
    """Wrong, and nothing is right."""
    add_answer(filled, answer_id, questions, right=False)
    [question] = load_questions(questions).questions
    assert (question.kind, question.answerable, question.answers) == ("unanswerable", False, ())


def test_a_right_abstention_becomes_an_unanswerable_question(
    filled: Settings, abstention_id: str, questions: Path
) -> None:
    """Nothing can be expected of it."""
    add_answer(filled, abstention_id, questions, right=True)
    assert load_questions(questions).questions[0].answerable is False
    with pytest.raises(BadInput, match="abstention"):
        add_answer(filled, abstention_id, questions, right=True, expect=["root causes"])


def test_lines_are_appended_and_no_answer_twice(
    filled: Settings, answer_id: str, abstention_id: str, questions: Path
) -> None:
    """What was there stays as it was, to the byte, also without a line feed at its end."""
    questions.write_text('{"id": "mine", "question": "Who won?", "as_of": "2025-05-20", "answers": ["Ferry Road"]}')
    before = questions.read_text()
    add_answer(filled, answer_id, questions, right=False)
    add_answer(filled, abstention_id, questions, right=True)
    assert questions.read_text().startswith(before + "\n")
    assert [json.loads(line)["id"][:5] for line in questions.read_text().splitlines()] == ["mine", "added", "added"]
    with pytest.raises(BadInput, match="holds this answer already"):
        add_answer(filled, answer_id, questions, right=False)


@pytest.mark.parametrize("expect", [[], ["ninety days"]])
def test_what_makes_a_right_answer_right_must_be_in_it(
    filled: Settings, answer_id: str, questions: Path, expect: list[str]
) -> None:
    """Else the case could never pass."""
    with pytest.raises(BadInput):
        add_answer(filled, answer_id, questions, right=True, expect=expect)
    assert not questions.exists()


def test_unknown_answers_and_damaged_files_are_refused(filled: Settings, answer_id: str, questions: Path) -> None:
    """By name, and nothing is written."""
    with pytest.raises(NotFound):
        add_answer(filled, "no-such-answer", questions, right=False)
    questions.write_text("not json\n")
    with pytest.raises(BadDataset, match="line 1"):
        add_answer(filled, answer_id, questions, right=False)
    assert questions.read_text() == "not json\n"

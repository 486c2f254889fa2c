"""An example for your own repository: the answers to your questions, replayed from a recording and gated, as a test.

Copy it to tests/test_answers.py. It expects what docs/eval.md makes: evals/articles, evals/questions.jsonl,
evals/recording and evals/baseline. It needs no model, no key and no network, and takes about a second a question.
"""

import os
from pathlib import Path

import pytest

from eval.compare import QuestionChange, compare
from eval.datasets import load_questions
from eval.folder import RunFolder
from eval.gate import FLOORS, gate, read_floors
from eval.record import replay_plan
from eval.run import run
from eval.scoring import score_run
from rag.errors import OnRecordError
from rag.settings import load_settings

EVALS = Path(__file__).parents[1] / "evals"
BASELINE = RunFolder(EVALS / "baseline")


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Every question, asked of the recording: a finished run in a temporary folder."""
    folder = RunFolder(tmp_path_factory.mktemp("answers") / "run")
    try:
        dataset = load_questions(EVALS / "questions.jsonl")
        run(replay_plan(dataset, load_settings(os.environ).settings, EVALS / "recording"), folder, print)
        score_run(folder, dataset)
    except OnRecordError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    return folder


def test_the_gate_passes(replayed: RunFolder) -> None:
    """No promise is broken, nothing is surely worse than the baseline, and no floor is missed."""
    floors = EVALS / "baseline" / FLOORS
    found = gate(replayed, BASELINE, read_floors(floors) if floors.exists() else {})
    if not found.passed:
        told = (f"{one.question or 'all questions'}: {one.what}\n  {one.accept}" for one in found.findings)
        pytest.fail("\n".join(told), pytrace=False)


def test_no_question_got_worse(replayed: RunFolder) -> None:
    """Stricter than the gate: of a few questions no single one can be "surely worse". Leave it out for a large set."""
    worse = [change for change in compare(BASELINE, replayed).questions if change.worse]
    if worse:
        pytest.fail("\n".join(map(_told, worse)), pytrace=False)


def _told(change: QuestionChange) -> str:
    before, after = (_claims(row["answer"]) for row in (change.before, change.after))
    return f"{change.id}: worse by {', '.join(change.worse)}\n  before: {before}\n  after:  {after}"


def _claims(answer: dict[str, list[dict[str, str]]] | None) -> str:
    claims = answer["claims"] if answer else []
    return " ".join(claim["text"] for claim in claims) or "no claim"

"""Twenty questions about two parties each, asked of the embedded model: no answer gives one party the words, demands or deeds
of the other. The ten stories were written for this, by somebody who had not seen the checks.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.answer import Answer, AskRequest
from rag.build import Engine, open_embedder, open_engine, open_record
from rag.keeping.ingest import ingest
from rag.settings import Settings

CASES = Path(__file__).parents[1] / "cases" / "parties"
QUESTIONS = [json.loads(line) for line in (CASES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
MOST_SILENT = 0.6
"""Of the questions, the share that may be met with an abstention: whoever says nothing gives nobody another's words."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Iterator[Engine]:
    """The product over the ten stories."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("parties") / "data", models_dir=models_dir, threads=2)
    with open_record(settings) as record:
        ingest([CASES / "articles"], record, open_embedder(settings))
    with open_engine(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def answers(engine: Engine) -> dict[str, Answer]:
    """The answer to each question, by its id."""
    return {case["id"]: engine.chain.invoke(AskRequest(question=case["question"])) for case in QUESTIONS}


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["id"])
def test_no_party_is_given_what_is_the_others(answers: dict[str, Answer], case: dict[str, Any]) -> None:
    """No claim rests on words that are the other's alone."""
    assert [text for text, quotes in _claims(answers[case["id"]]) if _is_the_others(quotes, case)] == []


def test_most_are_not_met_with_silence(answers: dict[str, Answer]) -> None:
    """The articles answer every one of them."""
    silent = [answer.status == "abstained" for answer in answers.values()]
    assert sum(silent) / len(silent) <= MOST_SILENT


def _claims(answer: Answer) -> list[tuple[str, str]]:
    """Each claim with the words it rests on, without those that only say of whom the next ones speak."""
    return [
        (claim.text, " ".join(answer.citations[each].quote for each in claim.citations if each not in claim.context))
        for claim in answer.claims
    ]


def _is_the_others(quotes: str, case: dict[str, Any]) -> bool:
    return any(words in quotes for words in case["wrong"]) and not any(words in quotes for words in case["right"])

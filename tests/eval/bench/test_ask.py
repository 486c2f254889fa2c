"""The timing table: one line a question, medians, and a dash where nothing was claimed."""

import io

import pytest

from eval.bench.ask import bench_ask
from rag.build import Engine
from rag.models.chat.fake import FakeChat
from rag.settings import Settings
from tests.conftest import OpenFake
from tests.rag.pointing import MOBILISATION, QUESTION, WEAPONS, claiming


@pytest.mark.slow
def test_each_question_has_its_medians(filled: Settings, open_fake: OpenFake) -> None:
    """An abstention has no first claim, and is timed all the same."""
    engine: Engine = open_fake(filled, FakeChat(reply=claiming(MOBILISATION, WEAPONS)))
    out = io.StringIO()
    bench_ask(engine, [QUESTION, "Who won the 2022 World Cup?"], 2, out)
    header, answered, abstained = out.getvalue().splitlines()
    assert "medians of 2, seconds" in header
    assert answered.split()[3] == "2"
    assert answered.endswith(QUESTION)
    assert abstained.split()[1] == "-"
    assert engine.record.counts().answers == 4

"""Some inputs that nobody would write for each parser, the same every time; `scripts/soak` tries thousands."""

from pathlib import Path

import pytest

from tests.fuzzing import trying
from tests.fuzzing.parsers import PARSERS, Parser
from tests.fuzzing.trying import faults_of

ROUNDS = 100
SEED = 0


@pytest.mark.parametrize("parser", PARSERS)
def test_an_odd_input_is_read_or_refused_by_name(parser: str, tmp_path: Path) -> None:
    """In time, with every offset true, and by no error of another kind."""
    assert list(faults_of(parser, ROUNDS, SEED, tmp_path)) == []


def test_a_fault_is_seen_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What all of this is for: a parser that breaks at a sign, or never ends, is told of."""

    def breaks(text: str, folder: Path, rng: object) -> None:  # noqa: ARG001 - as every check is called
        if "§" in text:
            raise KeyError(text)
        while "never" in text:
            pass

    monkeypatch.setattr(trying, "SECONDS", 0.2)
    monkeypatch.setitem(
        PARSERS, "made up", Parser(lambda: ("a § b " * 20, "it never ends"), breaks, lambda text, *_: text)
    )
    found = {fault.wrong.partition(" ")[0]: fault.shown for fault in faults_of("made up", 20, SEED, tmp_path)}
    assert found == {"KeyError": "§", "takes": "it never ends"}

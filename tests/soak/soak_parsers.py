"""Thousands of inputs for each parser, of which none may end it, hang it or make it store what is not in order."""

from pathlib import Path

import pytest

from tests.fuzzing.parsers import PARSERS
from tests.fuzzing.trying import faults_of

ROUNDS = 4000
SEED = 1


@pytest.mark.parametrize("parser", PARSERS)
def test_no_input_breaks_a_parser(parser: str, tmp_path: Path) -> None:
    """Each is read, or refused by an error that names its file, within five seconds of processor time."""
    assert list(faults_of(parser, ROUNDS, SEED, tmp_path)) == []

"""Some inputs that nobody would write for each parser, the same every time; `scripts/soak` tries thousands.

In a process of its own: a signal that ends what takes too long would reach the threads of native libraries as well.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fuzzing.parsers import PARSERS

pytestmark = pytest.mark.slow


ROUNDS = 40
SEED = 0

MADE_UP = """
import sys
from pathlib import Path
from tests.fuzzing import trying
from tests.fuzzing.parsers import PARSERS, Parser

def breaks(text, folder, rng):
    if "§" in text:
        raise KeyError(text)
    while "never" in text:
        pass

trying.SECONDS = 0.2
PARSERS["made up"] = Parser(lambda: ("a § b " * 20, "it never ends"), breaks, lambda text, *_: text)
for fault in trying.faults_of("made up", 20, 0, Path(sys.argv[1])):
    print(fault.wrong.partition(" ")[0], fault.shown)
"""


def ran(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Python with these arguments, from the repository's root."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("parser", PARSERS)
def test_an_odd_input_is_read_or_refused_by_name(parser: str, tmp_path: Path) -> None:
    """In time, with every offset true, and by no error of another kind."""
    done = ran("-m", "tests.fuzzing", parser, str(ROUNDS), str(SEED), str(tmp_path))
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_a_fault_is_seen_and_made_small(tmp_path: Path) -> None:
    """What all of this is for: a parser that breaks at a sign, or never ends, is told of."""
    assert sorted(ran("-c", MADE_UP, str(tmp_path)).stdout.splitlines()) == ["KeyError §", "takes it never ends"]

"""What the commands say and do when the record beside the indexes is gone, or set back: nothing is green, nothing emptied."""

import json
import shutil
from pathlib import Path

import pytest

from rag.indexes.note import digests
from rag.settings import Settings
from tests.conftest import EXAMPLES, Command

pytestmark = pytest.mark.slow


@pytest.fixture
def lost(filled: Settings) -> Path:
    """A data folder of the examples whose record was removed."""
    (filled.data_dir / "record.sqlite").unlink()
    return filled.data_dir


def test_verify_finds_the_loss_and_leaves_everything_as_it_is(lost: Path, command: Command) -> None:
    """Exit code 4 and promise 6, each time it is run."""
    before = digests(lost / "indexes")
    for _ in range(2):
        ran = command("verify", "--json")
        assert ran.code == 4
        [found] = json.loads(ran.out)["violations"]
        assert found["promise"] == 6
        assert "holds 0 changes; its indexes" in found["what"]
    assert "promise 6" in command("verify").out
    assert digests(lost / "indexes") == before


def test_commands_that_would_build_on_it_refuse_and_say_what_to_do(lost: Path, command: Command) -> None:
    """Reading in articles as well: with enough of them the loss would no longer be seen."""
    before = digests(lost / "indexes")
    for arguments in (("search", "bridge"), ("ingest", str(EXAMPLES)), ("reindex",)):
        ran = command(*arguments)
        assert ran.code == 1, arguments
        assert "reindex --force" in ran.err
    assert json.loads(command("search", "bridge", "--json").out)["error"]["code"] == "record_lost"
    assert digests(lost / "indexes") == before


def test_a_record_that_is_put_back_is_as_before(lost: Path, examples_data: Path, command: Command) -> None:
    """Nothing has to be built again."""
    assert command("verify").code == 4
    shutil.copy(examples_data / "record.sqlite", lost / "record.sqlite")
    ran = command("verify")
    assert ran.code == 0, ran.out
    assert ran.err == ""


def test_to_go_on_without_what_is_lost_is_to_say_so(lost: Path, command: Command) -> None:
    """Then everything is in order, and empty."""
    ran = command("reindex", "--force")
    assert ran.code == 0
    assert "0 passages" in ran.out
    assert command("verify").code == 0
    assert command("ingest", str(EXAMPLES / "bridge-closure.md")).code == 0
    assert command("search", "bridge").code == 0
    assert lost.is_dir()

"""The gate can fail: every fault that is built into the product is found by its own measure."""

from pathlib import Path

import pytest

import eval.selftest
from cli.evals import STOPPED
from cli.evals import main as evaluate
from eval.datasets import examples_folder, load_questions
from eval.faults import FAULTS, Fault
from eval.measures import MEASURES
from eval.questions import Dataset
from eval.selftest import selftest
from rag.english.parser import MODEL as PARSER
from rag.errors import BadInput, RecordingBroken, RecordingMiss
from rag.models.recording import Recording
from rag.settings import Settings

pytestmark = pytest.mark.slow


RECORDING = Path(eval.selftest.__file__).parent / "recording"


@pytest.fixture
def bare(tmp_path: Path, models_dir: Path) -> Settings:
    """Settings of a machine without any model but the parser, which a fault may ask for what was not recorded."""
    only = tmp_path / "models"
    only.mkdir()
    (only / PARSER).symlink_to(models_dir / PARSER)
    return Settings(data_dir=tmp_path / "data", models_dir=only)


def examples() -> Dataset:
    """The example questions."""
    folder = examples_folder()
    return load_questions(folder / "questions.jsonl", folder / "articles", "examples")


def test_there_are_at_least_twelve_faults_each_with_a_measure_of_its_own() -> None:
    """Names are unique, and each measure that holds a promise is needed by some fault but `quote missing`."""
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names) >= 12
    measures = {measure.name for measure in MEASURES}
    assert {fault.caught_by for fault in FAULTS} <= measures | {"errors"}
    promised = {measure.name for measure in MEASURES if measure.promise}
    assert promised - {fault.caught_by for fault in FAULTS} == {"quote missing"}


@pytest.mark.parametrize("name", ["offsets-moved", "judge-says-yes"])
def test_a_fault_is_caught_by_its_own_measure(bare: Settings, name: str) -> None:
    """One that breaks a promise and one that makes answers worse; `onrecord eval selftest` tries all, in CI."""
    control, result = selftest(examples(), bare, RECORDING, lambda _: None, None, [name])
    assert control.caught, control.example
    assert result.caught, result
    assert result.expected in result.found


def test_a_fault_that_breaks_nothing_is_not_caught(bare: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the tests: the selftest itself can fail, and says so by its exit code."""
    from contextlib import nullcontext

    harmless = Fault("harmless", "nothing is broken", "quote found", nullcontext)
    monkeypatch.setattr("eval.selftest.FAULTS", (harmless,))
    _, result = selftest(examples(), bare, RECORDING, lambda _: None, 6)
    assert (result.caught, result.found) == (False, ())
    monkeypatch.setenv("ONRECORD_MODELS_DIR", str(bare.models_dir))
    assert evaluate(["selftest", "--limit", "6"]) == STOPPED


def test_a_miss_in_the_recording_is_no_catch(bare: Settings, tmp_path: Path) -> None:
    """A recording that is not whole stops the selftest before any fault is tried."""
    kept = Recording.load(RECORDING)
    kept.replies.clear()
    kept.save(tmp_path / "emptied")
    with pytest.raises(RecordingMiss):
        selftest(examples(), bare, tmp_path / "emptied", lambda _: None, 6)
    with pytest.raises(RecordingBroken):
        selftest(examples(), bare, tmp_path / "missing", lambda _: None, 6)


def test_an_unknown_fault_is_named(bare: Settings) -> None:
    """With those there are."""
    with pytest.raises(BadInput, match=r"'sabotage'.*offsets-moved"):
        selftest(examples(), bare, RECORDING, lambda _: None, 6, ["sabotage"])

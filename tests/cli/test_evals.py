"""The commands of `onrecord eval`: what they print, write and return, and how they say what is wrong."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli import main as onrecord
from cli.evals import main as evaluate
from eval.datasets import examples_folder
from eval.folder import COMPARED
from rag.models.recording import Recording
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


BASELINE = ROOT / "eval" / "baseline"
LIMIT = ["--limit", "8"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder of a machine that has no models."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_MODELS_DIR", str(tmp_path / "no-models"))
    monkeypatch.setenv("ONRECORD_DATA_DIR", str(tmp_path / "data"))


@dataclass(frozen=True)
class Replay:
    """A finished run of all examples, and the seconds that it and its gate took."""

    folder: Path
    seconds: float


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Replayed and gated as CI does it, in processes of their own, where a run of an older state of the code lies."""
    folder = tmp_path_factory.mktemp("replayed")
    run = folder / "run"
    shutil.copytree(BASELINE, run, ignore=shutil.ignore_patterns("floors.toml"))  # no part of a run
    edit(run, "answers.jsonl", '"outcome": "answered"', '"outcome": "abstained"')
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ONRECORD_MODELS_DIR": str(folder / "no-models")}
    began = time.perf_counter()
    for arguments in (["run", "--replay", "--out", "run"], ["gate", "run"]):
        command = [sys.executable, "-m", "cli", "eval", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return Replay(run, time.perf_counter() - began)


@pytest.fixture
def replayed(replay: Replay) -> Path:
    """The folder of the run; tests take a copy where they change it."""
    return replay.folder


Copy = Callable[[], Path]


@pytest.fixture
def copy(replayed: Path, tmp_path: Path) -> Copy:
    """Makes copies of the run, without its data."""

    def made() -> Path:
        out = tmp_path / f"copy{len(list(tmp_path.glob('copy*')))}"
        shutil.copytree(replayed, out, ignore=shutil.ignore_patterns("data"))
        return out

    return made


def edit(run: Path, name: str, old: str, new: str) -> None:
    """Change a file of a run."""
    text = (run / name).read_text(encoding="utf-8")
    assert old in text
    (run / name).write_text(text.replace(old, new), encoding="utf-8")


def test_the_committed_baseline_is_what_the_product_does_today(replayed: Path) -> None:
    """To the byte: whoever changes answers has to accept the change in the open.

    What an older state of the code answered, which lay in the folder, is not gated as today's.
    """
    for name in COMPARED:
        assert (replayed / name).read_bytes() == (BASELINE / name).read_bytes(), (
            f"{name}: `onrecord eval gate --accept`"
        )


def test_replay_and_gate_take_less_than_a_minute(replay: Replay) -> None:
    """With no model and no key."""
    assert replay.seconds < 60


def test_the_gate_passes_on_the_baseline_and_writes_all_four_outputs(replayed: Path, tmp_path: Path) -> None:
    """JUnit, Markdown and HTML beside what is printed."""
    files = [f"--{kind}={tmp_path / 'out' / f'gate.{kind}'}" for kind in ("junit", "markdown", "html")]
    assert evaluate(["gate", str(replayed), *files]) == 0
    suites = ET.parse(tmp_path / "out" / "gate.junit").getroot()  # noqa: S314  # our own file
    assert int(suites.attrib["failures"]) == 0
    assert len(list(suites.iter("testcase"))) >= 143
    assert "<svg" in (tmp_path / "out" / "gate.html").read_text(encoding="utf-8")
    assert "right" in (tmp_path / "out" / "gate.markdown").read_text(encoding="utf-8")


def test_a_broken_promise_stops_the_gate(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 4, with the question, what is wrong, and what to do; no such run becomes the baseline."""
    run = copy()
    row = json.loads((run / "answers.jsonl").read_text().splitlines()[0])
    quote = row["answer"]["citations"]["1"]["quote"]
    edit(run, "answers.jsonl", json.dumps(quote, ensure_ascii=False), json.dumps("X" * len(quote)))
    assert evaluate(["gate", str(run)]) == 4
    told = capsys.readouterr().out
    assert row["id"] in told
    assert "promise 1: quote found" in told
    assert "can't be accepted away" in " ".join(told.split())
    assert evaluate(["gate", str(run), "--accept"]) == 2
    assert "can't be a baseline" in capsys.readouterr().err


@pytest.mark.parametrize("values", ["{}", '{"right": NaN}', '{"right": 1.0}'])
def test_scores_that_somebody_edited_are_not_believed(copy: Copy, values: str) -> None:
    """The gate measures the answers itself, and puts what it finds in their place."""
    run = copy()
    before = (run / "scores.jsonl").read_bytes()
    rows = [json.loads(line) for line in (run / "scores.jsonl").read_text().splitlines()]
    made = "".join(f'{{"id": "{row["id"]}", "outcome": "answered", "values": {values}, "why": {{}}}}\n' for row in rows)
    (run / "scores.jsonl").write_text(made)
    assert evaluate(["gate", str(run)]) == 0
    assert (run / "scores.jsonl").read_bytes() == before


def test_asking_less_does_not_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """Unless it is said that only what both asked is to be held against each other."""
    assert evaluate(["run", "--replay", *LIMIT, "--out", "less"]) == 0
    assert evaluate(["gate", "less"]) == 2
    assert "limit 8" in capsys.readouterr().err
    assert evaluate(["gate", "less", "--partial"]) == 0


@pytest.mark.parametrize("keep", [0, 40])
def test_answers_that_are_gone_are_missed(copy: Copy, keep: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A run without all its answers is not finished."""
    run = copy()
    lines = (run / "answers.jsonl").read_text().splitlines(keepends=True)
    (run / "answers.jsonl").write_text("".join(lines[:keep]))
    assert evaluate(["gate", str(run)]) == 2
    assert f"{len(lines) - keep} questions lack an outcome" in capsys.readouterr().err


def test_a_change_is_accepted_in_the_open(copy: Copy, tmp_path: Path) -> None:
    """The run becomes the baseline; times that a replay does not have are kept."""
    baseline = tmp_path / "baseline"
    shutil.copytree(BASELINE, baseline)
    times = (baseline / "costs.json").read_bytes()
    (baseline / "scores.jsonl").write_text("")
    assert evaluate(["gate", str(copy()), "--baseline", str(baseline), "--accept"]) == 0
    assert (baseline / "scores.jsonl").read_bytes() == (BASELINE / "scores.jsonl").read_bytes()
    assert (baseline / "costs.json").read_bytes() == times
    assert (baseline / "floors.toml").exists()


def test_two_runs_are_compared_with_the_regressed_questions_first(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text and as JSON."""
    before, after = copy(), copy()
    rows = [json.loads(line) for line in (after / "scores.jsonl").read_text().splitlines()]
    worse = next(row for row in rows if row["values"].get("right") == 1.0)
    worse["values"] |= {"right": 0.0, "wrong": 1.0}
    (after / "scores.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    capsys.readouterr()
    assert evaluate(["compare", str(before), str(after), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["questions"][0]["id"] == worse["id"]
    assert evaluate(["compare", str(before), str(after)]) == 0
    assert worse["id"] in capsys.readouterr().out


def test_a_report_is_shown_again_without_asking_anything(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """From the folder alone."""
    assert evaluate(["report", str(copy()), "--html", "report.html", "--markdown", "report.md"]) == 0
    assert "quote found" in capsys.readouterr().out
    assert Path("report.html").exists()
    assert Path("report.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "--set", "no-such-set"], 2, "no-such-set"),
        (["run", "--set", "missing.jsonl"], 2, "missing.jsonl"),
        (["run", "--set", "clapnq", "--data", "nowhere"], 2, "nowhere"),
        (["run", "--replay", "nowhere"], 1, "nowhere"),
        (["run", *LIMIT], 1, "models pull"),
        (["gate", "nowhere"], 2, "nowhere"),
        (["report", "nowhere"], 2, "summary.json is missing"),
        (["compare", "nowhere", "neither"], 2, "nowhere"),
        (["add", "no-such-answer", "--to", "q.jsonl"], 2, "no-such-answer"),
        (["judge", "--set", "no-such-set"], 2, "no-such-set"),
        (["selftest", "no-such-fault"], 2, "no-such-fault"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, without a traceback."""
    assert onrecord.main(["eval", *arguments]) == code
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("config.json", "{", "["),
        ("config.json", '"questions"', '"answers of"'),
        ("answers.jsonl", '"answer"', '"answer'),
    ],
)
def test_a_corrupt_run_folder_is_named_by_file(
    copy: Copy, name: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And by line, where it has lines."""
    run = copy()
    edit(run, name, old, new)
    assert evaluate(["gate", str(run)]) == 2
    assert name in capsys.readouterr().err


def test_a_replay_without_what_it_needs_names_the_prompt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was asked until then is kept."""
    recording = tmp_path / "recording"
    shutil.copytree(ROOT / "eval" / "recording", recording)
    kept = Recording.load(recording)
    kept.replies = dict(sorted(kept.replies.items())[: len(kept.replies) // 2])
    kept.save(recording)
    assert evaluate(["run", "--replay", str(recording), "--out", "run"]) == 1
    told = capsys.readouterr().err
    assert "The recording has no reply to the prompt" in told
    assert "eval record --missing" in told


def test_a_bad_line_of_ones_own_questions_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By file, line and field."""
    shutil.copytree(examples_folder() / "articles", tmp_path / "evals" / "articles")
    questions = tmp_path / "evals" / "questions.jsonl"
    questions.write_text('\n{"id": "a", "question": "Who?", "as_of": "yesterday", "answers": ["x"]}\n')
    assert evaluate(["run", "--set", str(questions)]) == 2
    assert "questions.jsonl, line 2, field 'as_of'" in capsys.readouterr().err


def test_help_loads_nothing_heavy() -> None:
    """`onrecord eval --help` answers at once."""
    code = "import sys; from cli.evals import _parser; _parser().format_help(); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"torch", "chromadb", "langchain_core", "scipy", "sklearn"} & set(eval_list(done.stdout))


def eval_list(printed: str) -> list[str]:
    """A printed list of names."""
    return [name.strip(" '[]\n") for name in printed.split(",")]


def test_the_commands_of_eval_are_shown_by_both_of_its_names(capsys: pytest.CaptureFixture[str]) -> None:
    """`onrecord eval --help` is the help of eval, not of onrecord."""
    shown = []
    for run, arguments in ((onrecord.main, ["eval", "--help"]), (evaluate, ["--help"])):
        with pytest.raises(SystemExit):
            run(arguments)
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert "selftest" in shown[0]


def test_a_reader_that_goes_away_is_no_traceback(copy: Copy) -> None:
    """As `onrecord eval report RUN | head` makes it."""
    code = "import sys; from cli.evals import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "report", str(copy())]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        assert (process.wait(), told) == (0, "")

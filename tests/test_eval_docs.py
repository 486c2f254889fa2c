"""docs/eval.md and docs/ci are a contract: nothing that `onrecord eval` offers may be missing from them, and all they say runs.

Commands are parsed, not run. The pytest example is run, on a few of the example questions.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml

from cli import evals
from cli import main as onrecord
from eval import datasets
from eval.compare import FEWEST_MOVED
from eval.datasets import load_questions
from eval.faults import FAULTS
from eval.folder import COMPARED, RunFolder
from eval.gate import FLOORS, Finding, accept, read_floors
from eval.labelled import load_pairs
from eval.measures import MEASURES
from eval.questions import KINDS
from eval.record import replay_plan
from eval.run import run
from eval.scoring import score_run
from eval.sets import SETS
from rag.errors import BadDataset
from rag.settings import Settings
from tests.conftest import ROOT

pytestmark = pytest.mark.slow


TEXT = (ROOT / "docs" / "eval.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "docs" / "ci" / "test_answers.py"
WORKFLOW = (ROOT / "docs" / "ci" / "onrecord-eval.yml").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands below one heading, up to the next."""
    return re.split(r"^## ", TEXT.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of `onrecord eval`, with its parser."""
    actions = evals._parser()._actions
    return dict(next(action.choices for action in actions if isinstance(action, argparse._SubParsersAction)))


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


# ------------------------------------------------------------------------------------------------ nothing is missing


def test_every_command_and_option_is_documented() -> None:
    """By the names that the parser knows."""
    for name, parser in commands().items():
        assert re.search(rf"onrecord eval {name}\b|`{name}`", TEXT), name
        for action in parser._actions:
            for option in action.option_strings:
                assert option.startswith("--") is False or re.search(rf"`[^`\n]*{option}(?![\w-])", TEXT), (
                    name,
                    option,
                )


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: str(measure.name))
def test_every_measure_is_documented_as_it_is(measure: Any) -> None:
    """Definition, best value, promise and source, in the code's own words."""
    promise = measure.promise or ""
    row = f"| `{measure.name}` | {measure.definition} | {measure.best:g} | {promise} | {measure.source} |"
    assert row in section("Measures")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.name))
def test_every_fault_is_documented_with_the_measure_that_finds_it(fault: Any) -> None:
    """In the code's own words, and with the right number of them."""
    told = section("Is the gate able to fail?")
    assert f"| `{fault.name}` | {fault.what} | `{fault.caught_by}` |" in told
    assert f"in {len(FAULTS)} ways" in told


def test_every_field_and_kind_of_the_questions_file_is_documented() -> None:
    """One row a field; the fields inside of gold and nuggets, and the kinds, by name."""
    told = section("The questions file")
    for name in datasets._FIELDS:
        assert f"\n| `{name}` |" in told, name
    for name in (*datasets._GOLD_FIELDS, *datasets._NUGGET_FIELDS, *KINDS):
        assert f"`{name}`" in told, name


def test_every_set_file_and_finding_is_documented() -> None:
    """Public sets, labelled pairs, what a run's folder holds that is compared, and what the gate can find."""
    with pytest.raises(BadDataset) as refused:
        load_pairs("none", ROOT)
    pairs = refused.value.hint.removeprefix("There are: ").rstrip(".").split(", ")
    assert "drafts" in pairs
    for name in (*SETS, *pairs, *COMPARED, FLOORS):
        assert f"`{name}`" in TEXT, name
    for kind in get_args(get_type_hints(Finding)["kind"]):
        assert f"\n| {kind} |" in section("The gate"), kind
    for code in (1, 2, evals.STOPPED):
        assert re.search(rf"Exit codes[^.]*\b{code} ", section("The gate")), code
    assert FEWEST_MOVED == 5
    assert "at least five questions moved" in " ".join(section("Comparing").split())


# ------------------------------------------------------------------------------------------------ what is said is so


def told_commands() -> Iterator[str]:
    """Every command line in the text and in the workflow. A name alone, such as `onrecord eval add`, is no command line."""
    shown = re.findall(r"^ {4}(?:\$ )?(onrecord .*)$", TEXT, re.MULTILINE)
    named = re.findall(r"`(onrecord [^`]+)`", TEXT)
    steps = [step["run"] for job in yaml.safe_load(WORKFLOW)["jobs"].values() for step in job["steps"] if "run" in step]
    in_steps = [line for step in steps for line in step.splitlines() if line.startswith("onrecord ")]
    lines = dict.fromkeys((*(line for line in shown if not line.startswith("onrecord:")), *named, *in_steps))
    return (line for line in lines if len(line.split()) > 3)


@pytest.mark.parametrize("line", told_commands())
def test_every_command_line_is_accepted(line: str) -> None:
    """By the parsers themselves; nothing is run."""
    command, *arguments = shlex.split(line)[1:]
    if command == "eval":
        evals._parser().parse_args(arguments)
    else:
        onrecord._parser().parse_args([command, *arguments])


def test_there_are_command_lines_of_every_command_but_one() -> None:
    """Otherwise the test above tests nothing. Of `report` only the options are told."""
    told = {words[2] for line in told_commands() if (words := line.split())[1] == "eval"}
    assert told | {"mutations"} == set(commands())


def test_the_full_row_has_every_field() -> None:
    """And it is JSON; so are the two rows to start with."""
    start, full = blocks("json")
    assert set(json.loads(full)) == datasets._FIELDS
    for row in map(json.loads, start.splitlines()):
        assert set(row) <= datasets._FIELDS


def test_the_floors_can_be_read(tmp_path: Path) -> None:
    """They name measures that there are."""
    (only,) = blocks("toml")
    (tmp_path / FLOORS).write_text(only, encoding="utf-8")
    assert read_floors(tmp_path / FLOORS)


def test_the_workflow_may_read_and_nothing_else() -> None:
    """Least permissions, and none of a pull request's own code with a token that writes."""
    workflow = yaml.safe_load(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow[True]) == {"pull_request", "push"}  # YAML reads `on` as true
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert all(step["with"]["persist-credentials"] is False for step in job["steps"] if "checkout" in str(step))
    assert "secrets." not in WORKFLOW
    # `onrecord` refuses names of that kind that are no settings of its own.
    assert "ONRECORD_" not in WORKFLOW


def test_the_workflow_installs_the_torch_that_we_need() -> None:
    """From its own index, before anything can drag in another."""
    required = re.search(r'"torch(.+?)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert required
    for job in yaml.safe_load(WORKFLOW)["jobs"].values():
        (install,) = (step["run"] for step in job["steps"] if "pip install" in step.get("run", ""))
        torch, package = install.splitlines()[-2:]
        assert f"--index-url \"$TORCH_INDEX\" 'torch{required[1]}'" in torch
        assert '"$PACKAGE"' in package


def test_the_examples_are_counted_right() -> None:
    """Articles by format, questions by kind, nuggets, and the files that are named."""
    folder = ROOT / "examples"
    told = (folder / "README.md").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    files = [path.name for path in (folder / "articles").iterdir()]
    assert f"holds {len(files)} short news articles" in told
    assert f"holds {len(rows)} questions" in told
    for kind, count in Counter(row["kind"] for row in rows).items():
        assert f"| `{kind}` | {count} |" in told, kind
    vital = [nugget.get("vital", True) for row in rows for nugget in row["nuggets"]]
    assert f"{len(vital)} in all, of which {sum(vital)} are vital" in told
    spelt = {46: "46 in Markdown", 6: "six as web pages", 3: "three as\nplain text", 1: "one as JSON"}
    for suffix, count in Counter(Path(name).suffix for name in files).items():
        assert spelt[count] in told, suffix
    for pattern in re.findall(r"`([a-z-]+(?:\*|\.(?:md|txt)))`", told):
        assert list((folder / "articles").glob(pattern)), pattern


# ------------------------------------------------------------------------------------------------ the pytest example


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Somebody's repository: the example as its test, and three questions with their recording and baseline."""
    evals = tmp_path / "evals"
    shutil.copytree(ROOT / "examples" / "articles", evals / "articles")
    shutil.copytree(ROOT / "eval" / "recording", evals / "recording")
    rows = (ROOT / "examples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    (evals / "questions.jsonl").write_text("\n".join(rows[9:12]) + "\n", encoding="utf-8")
    dataset, folder = load_questions(evals / "questions.jsonl"), RunFolder(tmp_path / "run")
    run(replay_plan(dataset, Settings(), evals / "recording"), folder, lambda _line: None)
    score_run(folder, dataset)
    accept(folder, evals / "baseline")
    (tmp_path / "tests").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "tests")
    return tmp_path


def asked_of_pytest(repository: Path) -> subprocess.CompletedProcess[str]:
    """The example, run as its owner runs it."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_answers.py"]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)


def test_the_example_passes_and_fails_by_itself(repository: Path) -> None:
    """It passes on its own baseline; it fails, and says why, for a floor that is missed and for an article that was edited."""
    done = asked_of_pytest(repository)
    assert done.returncode == 0, done.stdout
    floors = repository / "evals" / "baseline" / FLOORS
    floors.write_text('[floors]\n"wrong" = 0.0\n"vital nuggets" = 1.0\n"citation precision" = 1.0\n', encoding="utf-8")
    done = asked_of_pytest(repository)
    assert done.returncode == 1
    assert "below its floor 1.000" in done.stdout
    floors.unlink()
    article = repository / "evals" / "articles" / "bakery-prize.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("four employees", "five employees"), encoding="utf-8"
    )
    done = asked_of_pytest(repository)
    assert done.returncode == 1
    assert "The recording has no" in done.stdout

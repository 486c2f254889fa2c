"""The scripts hold what they promise: order, exit codes, no build for graphics cards; and no file names this machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]
RUN = ["scripts/start", "scripts/test", "scripts/check", "scripts/coverage", "scripts/soak", ".ci/run"]
# Put together here, so that this file does not name them.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "download.py" + "torch.org", "npm" + "js.org"]
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:wo" + r"rk|ro" + r"ot|tmp/l" + r"ab)\b")


def repository_files() -> list[Path]:
    """All files that are committed, or would be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


@pytest.mark.parametrize("script", [*RUN, "scripts/setup"])
def test_bash_understands_each_script(script: str) -> None:
    """`bash -n` finds no error."""
    subprocess.run(["bash", "-n", script], cwd=ROOT, check=True)


@pytest.mark.parametrize("script", RUN)
def test_what_is_meant_to_be_run_can_be_run(script: str) -> None:
    """The executable bit is set, on disk and so in the repository."""
    assert os.access(ROOT / script, os.X_OK)


def test_no_file_names_a_package_registry_or_a_path_of_the_machine_it_was_written_on() -> None:
    """Packages come from wherever pip is set to look, and nothing depends on one machine's folders."""
    found = []
    for path in repository_files():
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.name}: {host}" for host in REGISTRIES if host in text]
        found += [f"{path.name}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


# ------------------------------------------------------------------------------------------------ a repository to run in


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The scripts in a repository whose environment is a stand-in that writes down what it is told to do."""
    for folder in ("scripts", ".ci"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    stand_in(tmp_path, "onrecord", 'echo "onrecord $*" >>calls')
    stand_in(tmp_path, "python", f'[ "$1" = -c ] && exec {sys.executable} "$@"; echo "python $*" >>calls')
    return tmp_path


def stand_in(clone: Path, name: str, body: str) -> None:
    """A command in the clone's environment."""
    path = clone / ".venv" / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{body}\n")
    path.chmod(0o755)


def run(clone: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the clone."""
    return subprocess.run(
        command, cwd=clone, env=os.environ | variables, capture_output=True, text=True, check=False, timeout=60
    )


def calls(clone: Path) -> list[str]:
    """What the stand-ins were told to do, in order."""
    return (clone / "calls").read_text().splitlines() if (clone / "calls").exists() else []


def test_start_pulls_ingests_asks_and_serves(clone: Path) -> None:
    """From a fresh clone to the server in one command, in this order."""
    done = run(clone, "scripts/start")
    assert done.returncode == 0, done.stderr
    assert [call for call in calls(clone) if call.startswith("onrecord")] == [
        "onrecord models pull",
        "onrecord ingest examples/articles",
        "onrecord ask What are Russia's ceasefire conditions?",
        "onrecord serve",
    ]


EVALS = [
    "onrecord eval run --replay --out onrecord-eval/ci",
    "onrecord eval gate onrecord-eval/ci --junit onrecord-eval/gate.xml --markdown onrecord-eval/gate.md",
    "onrecord eval selftest",
]


def test_ci_runs_all_tests_and_then_the_evals(clone: Path) -> None:
    """And a gate that finds something ends it with its own exit code."""
    stand_in(clone, "ruff", "true")
    stand_in(clone, "mypy", "true")
    stand_in(clone, "lint-imports", "true")
    assert run(clone, ".ci/run").returncode == 0
    assert [call for call in calls(clone) if "eval" in call] == EVALS
    assert calls(clone).index(EVALS[0]) > next(n for n, call in enumerate(calls(clone)) if "pytest" in call)
    (clone / "calls").unlink()
    stand_in(clone, "onrecord", 'echo "onrecord $*" >>calls; [ "$2" != gate ] || exit 4')
    assert run(clone, ".ci/run").returncode == 4
    assert [call for call in calls(clone) if "eval" in call] == EVALS[:2]


def test_a_second_start_installs_nothing(clone: Path) -> None:
    """With nothing changed pip is not even asked; with another pyproject.toml it is."""
    run(clone, "scripts/start", "--no-serve")
    assert any("pip install" in call for call in calls(clone))
    (clone / "calls").unlink()
    assert "nothing to do" in run(clone, "scripts/start", "--no-serve").stdout
    assert not any("pip" in call for call in calls(clone))
    with (clone / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    run(clone, "scripts/start", "--no-serve")
    assert any("pip install" in call for call in calls(clone))


def test_an_abstention_is_no_failure_but_an_error_is(clone: Path) -> None:
    """`ask` exits 3 when the articles do not say: the start goes on. Any other failure ends it."""
    stand_in(clone, "onrecord", 'echo "onrecord $*" >>calls; [ "$1" != ask ] || exit 3')
    assert run(clone, "scripts/start").returncode == 0
    assert calls(clone)[-1] == "onrecord serve"
    stand_in(clone, "onrecord", 'echo "onrecord $*" >>calls; [ "$1" != ask ] || exit 1')
    assert run(clone, "scripts/start").returncode == 1
    assert calls(clone)[-1].startswith("onrecord ask")


def test_a_build_of_torch_for_graphics_cards_is_refused(clone: Path) -> None:
    """Where pip would take several GB, the start stops before it does and says what to set."""
    report = '[[ "$*" == *--dry-run* ]] && echo \'{"requires_dist": ["nvidia-cublas==13"]}\' >.venv/torch.json'
    stand_in(
        clone, "python", f'[ "$1" = -c ] && exec {sys.executable} "$@"; echo "python $*" >>calls; {report}; exit 0'
    )
    stand_in(clone, "uname", "echo Linux")
    with_uname = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
    done = run(clone, "scripts/start", PATH=with_uname, PYTHON=sys.executable)
    assert done.returncode == 1
    assert "ONRECORD_TORCH_INDEX" in done.stderr
    assert not any(re.search(r"install (?!.*--dry-run).*torch==", call) for call in calls(clone))


def test_torch_comes_from_the_index_that_is_named(clone: Path) -> None:
    """ONRECORD_TORCH_INDEX goes to pip for torch alone, and is not passed on to `onrecord`, which would refuse it."""
    stand_in(clone, "onrecord", 'echo "onrecord $* ${ONRECORD_TORCH_INDEX-unset}" >>calls')
    done = run(clone, "scripts/start", "--no-serve", ONRECORD_TORCH_INDEX="https://torch.example/cpu")
    assert done.returncode == 0, done.stderr
    [call] = [call for call in calls(clone) if "https://torch.example/cpu" in call]
    assert re.search(r"--extra-index-url https://torch.example/cpu torch==\d", call)
    assert "onrecord models pull unset" in calls(clone)


def test_all_static_checks_run_and_one_failure_is_enough(clone: Path) -> None:
    """A failing type check does not hide the result of the layers check, and the exit code tells."""
    for tool in ("ruff", "mypy", "lint-imports"):
        stand_in(clone, tool, f'echo "{tool} $*" >>calls')
    assert run(clone, "scripts/check", VIRTUAL_ENV="").returncode == 0
    stand_in(clone, "mypy", 'echo "mypy" >>calls; exit 1')
    (clone / "calls").unlink()
    assert run(clone, "scripts/check", VIRTUAL_ENV="").returncode == 1
    assert calls(clone) == ["ruff check .", "ruff format --check .", "mypy", "lint-imports "]


def test_a_failed_static_check_fails_the_whole_run_after_the_tests(clone: Path) -> None:
    """scripts/test runs the tests all the same, with the arguments given, and then exits with 1."""
    for tool in ("ruff", "lint-imports"):
        stand_in(clone, tool, "exit 0")
    stand_in(clone, "mypy", "exit 1")
    stand_in(clone, "playwright", "exit 0")
    stand_in(clone, "apt-get", "exit 0")
    path = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
    done = run(clone, "scripts/test", "-k", "citation", PATH=path)
    assert done.returncode == 1
    assert calls(clone)[-2:] == [
        "python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m not alone -k citation",
        "python -m pytest -m alone -k citation",
    ]
    stand_in(clone, "mypy", "exit 0")
    assert run(clone, "scripts/test", PATH=path).returncode == 0


@pytest.mark.parametrize(
    ("together", "alone", "code"),
    [(0, 1, 1), (1, 0, 1), (1, 5, 1), (5, 1, 1), (0, 5, 0), (5, 0, 0), (5, 5, 5), (3, 4, 3)],
)
def test_a_failure_in_either_run_of_the_tests_counts(clone: Path, together: int, alone: int, code: int) -> None:
    """Arguments may choose tests of one kind alone (pytest exits with 5 where it has none), but not none at all."""
    for tool in ("ruff", "mypy", "lint-imports", "playwright", "apt-get"):
        stand_in(clone, tool, "exit 0")
    body = f'[ "$1" = -c ] && exec {sys.executable} "$@"; [ "$*" = "-m pytest -m alone" ] && exit {alone}'
    stand_in(clone, "python", f'{body}; [ "$2" != pytest ] || exit {together}')
    path = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
    assert run(clone, "scripts/test", PATH=path).returncode == code


def test_an_unknown_option_is_answered_with_the_usage(clone: Path) -> None:
    """Nothing is installed or downloaded for a slip of the fingers."""
    done = run(clone, "scripts/start", "--no-sevre")
    assert done.returncode == 1
    assert "usage: scripts/start [--no-serve]" in done.stderr
    assert calls(clone) == []

"""What `pip install onrecord` puts on a machine: the right files, no name of anybody else's, and a command that starts."""

import ast
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]
HEAVY = {
    "torch",
    "chromadb",
    "langchain",
    "sentence_transformers",
    "fastapi",
    "sqlalchemy",
    "transformers",
    "openvino",
    "openvino_genai",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as a release would have it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The paths inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment with the wheel, which finds its dependencies in this one."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-qq",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    subprocess.run(pip, check=True)
    [site] = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def run(
    command: list[str | Path], folder: Path, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` as a stranger to this repository would: without PYTHONPATH and ONRECORD_* settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "PYTHON"))}
    environment = kept | (variables or {})
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_module_and_nothing_else_is_packaged(names: set[str]) -> None:
    """The wheel has all files of rag, api, eval and cli, prompts and examples; no tests, scripts or documents."""
    on_disk = {
        str(path.relative_to(ROOT))
        for package in ("rag", "api", "eval", "cli")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packaged = {name for name in names if not name.startswith(("rag/_prompts/", "rag/_examples/"))}
    assert {name for name in packaged if ".dist-info/" not in name} == on_disk


@pytest.mark.parametrize("folder", ["prompts", "examples"])
def test_prompts_and_examples_travel_inside_rag(names: set[str], folder: str) -> None:
    """What lies beside the packages in the repository lies inside `rag` once installed."""
    there = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert there
    assert {name.removeprefix(f"rag/_{folder}/") for name in names if name.startswith(f"rag/_{folder}/")} == there


def test_the_pins_and_the_licence_are_packaged(names: set[str]) -> None:
    """Without models.toml no model could be pulled; without the licence nobody may use the package."""
    assert "rag/models/models.toml" in names
    assert any(re.fullmatch(r"onrecord-[^/]+\.dist-info/licenses/LICENSE", name) for name in names)


def test_no_other_distribution_owns_our_names(installed: Path, tmp_path: Path) -> None:
    """`rag` and `api` are common words: no dependency may bring a package of that name."""
    script = (
        "from importlib.metadata import packages_distributions as owners\n"
        "print({owner for name in ('rag', 'api', 'eval', 'cli') for owner in owners()[name]})"
    )
    assert run([installed / "python", "-c", script], tmp_path).stdout.strip() == "{'onrecord'}"


def test_the_installed_command_runs_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """`onrecord settings` works where there is no repository, and runs the installed code."""
    done = run([installed / "onrecord", "settings"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "models_dir" in done.stdout
    where = run([installed / "python", "-c", "import cli; print(cli.__file__)"], tmp_path)
    assert str(installed.parent) in where.stdout


def test_help_loads_nothing_heavy(installed: Path, tmp_path: Path) -> None:
    """`onrecord --help` answers at once because no model runtime, index or web framework is imported for it."""
    done = run([installed / "onrecord", "--help"], tmp_path, {"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0, done.stderr
    assert "ingest" in done.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "cli" in imported
    assert imported & HEAVY == set()


def test_every_package_that_is_imported_is_a_declared_requirement() -> None:
    """Nothing works only because some dependency happens to bring it; a provider of chat models may be an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    declared = {canonicalize_name(Requirement(text).name) for text in [*project["dependencies"], *extras]}
    modules = [path for p in ("rag", "api", "eval", "cli") for path in (ROOT / p).rglob("*.py")]
    imported = set().union(*(top_names(module) for module in modules))
    owners = packages_distributions()
    # pydantic_core is the half of pydantic that pydantic requires in one exact version.
    foreign = imported - set(sys.stdlib_module_names) - {"rag", "api", "eval", "cli", "pydantic_core"}
    assert {name for name in foreign if not declared & {*map(canonicalize_name, owners.get(name, [name]))}} == set()


def top_names(module: Path) -> set[str]:
    """The first names of all that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_every_requirement_is_pinned_to_a_release_it_allows() -> None:
    """constraints.txt pins all that pyproject.toml names, extras included, to one public version within its range."""
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    pins = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", version) for version in pins.values()), "a local or missing version"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    for text in [*project["dependencies"], *(text for extra in extras for text in extra)]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), text

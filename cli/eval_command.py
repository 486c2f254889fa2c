"""What the commands of evaluations share: their questions, where a run is, and how a result is shown.

Loads nothing that a `--help` would have to wait for, as `cli.command` does.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.command import print_json

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.questions import Dataset

EXAMPLES = "examples"
RUNS = Path("onrecord-eval")


def dataset_of(options: argparse.Namespace) -> "Dataset":
    """The questions that `--set` names: the examples, a file, or a public set. Raises BadDataset."""
    from eval.datasets import examples_folder, load_questions
    from eval.sets import load_set

    if options.set == EXAMPLES:
        folder = examples_folder()
        return load_questions(folder / "questions.jsonl", folder / "articles", EXAMPLES)
    path = Path(options.set)
    if path.suffix == ".jsonl" or path.exists():
        return load_questions(path, options.articles)
    return load_set(options.set, data_folder(options))


def home_of(options: argparse.Namespace) -> Path:
    """The folder of a set's baseline and recording: that of its questions file; for the examples, our own `eval`."""
    return Path(__file__).parents[1] / "eval" if options.set == EXAMPLES else Path(options.set).parent


def data_folder(options: argparse.Namespace) -> Path:
    """Where public sets are: `--data`, else ONRECORD_EVAL_DATA, else `data` in the working directory."""
    return Path(options.data or os.environ.get("ONRECORD_EVAL_DATA") or "data")


def run_folder(path: Path) -> "RunFolder":
    """The run in the folder at `path`. Nothing is read yet, so the folder need not be there."""
    from eval.folder import RunFolder

    return RunFolder(Path(path))


def run_name(options: argparse.Namespace, how: str) -> str:
    """The name of a run's folder where `--out` gives none: set, half, limit, how it was made; "examples-dev-live"."""
    path = Path(options.set)
    name = f"{path.resolve().parent.name}-{path.stem}" if path.suffix else options.set
    parts = (name, options.half, options.limit and f"first{options.limit}", how)
    return "-".join(str(part) for part in parts if part)


def say(line: str) -> None:
    """Print one line of progress to stderr."""
    from rag.telling.terminal import safe

    print(safe(line), file=sys.stderr, flush=True)


def print_result(options: argparse.Namespace, shown: Mapping[str, Any], text: Callable[[], str]) -> None:
    """Print what a command found: `shown` as one JSON object with `--json`, else what `text` gives."""
    if options.json:
        print_json(shown)
    else:
        print(text())


def write(path: Path, text: str) -> None:
    """Write a file that was asked for, and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    say(f"Written: {path}")


def set_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options that name questions and their articles."""
    parser.add_argument(
        "--set", default=EXAMPLES, metavar="NAME|FILE", help="examples (default), a questions file, or a public set"
    )
    parser.add_argument("--articles", type=Path, metavar="DIR", help="(default: `articles` beside the questions file)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where public sets are (or ONRECORD_EVAL_DATA)")


def selecting_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options that name questions, select some of them, and name the folder of their run."""
    set_options(parser)
    parser.add_argument("--half", choices=["dev", "test"], help="only one half: tune on dev, report test")
    parser.add_argument("--limit", type=int, metavar="N", help="only N questions, chosen by hash")
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"the run's folder (default: below {RUNS})")

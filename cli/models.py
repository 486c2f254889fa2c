"""What the command line prints about models: a bar on a terminal, plain lines in a log. Decides nothing."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from rag.models.weights import Downloaded, Model, catalogue, chosen, installed, megabytes, model_folder, pull, verify
from rag.models.weights.pins import MODELS_TOML

STEP = 10  # a line of progress for each so many percent


def list_lines(models_dir: Path, models_toml: Path = MODELS_TOML) -> list[str]:
    """One line for each pinned model: name, purpose, size, licence, and where it is or that it is missing."""
    return [
        f"{model.name:36} {model.purpose:9} {megabytes(model.size):>8}  {model.licence}  "
        + (str(model_folder(models_dir, model.name)) if installed(models_dir, model) else "not installed")
        for model in catalogue(models_toml).values()
    ]


def pull_all(models_dir: Path, names: Iterable[str], out: TextIO, models_toml: Path = MODELS_TOML) -> None:
    """Pull the named models, or without names those that every installation needs, telling `out` how far it is.

    Raises what `pull` raises, and NotFound for an unknown name before anything is downloaded.
    """
    for model in chosen(names, catalogue(models_toml)):
        if installed(models_dir, model):
            print(f"{model.name}: already in {model_folder(models_dir, model.name)}", file=out, flush=True)
            continue
        started = time.monotonic()
        print(f"{model.name}: {megabytes(model.size)}, {model.licence}", file=out, flush=True)
        with _told(model, out) as report:
            pull(models_dir, model, report)
        print(f"{model.name}: ready after {time.monotonic() - started:.0f} s", file=out, flush=True)


def verify_all(models_dir: Path, names: Iterable[str], out: TextIO, models_toml: Path = MODELS_TOML) -> bool:
    """Hash the named models (by default those every installation needs), tell `out`; true when all are whole."""
    whole = True
    for model in chosen(names, catalogue(models_toml)):
        problems = verify(models_dir, model)
        whole = whole and not problems
        for problem in problems:
            print(f"{model.name}: {problem.path} {problem.reason}", file=out)
        if not problems:
            print(f"{model.name}: {len(model.files)} files match their SHA-256", file=out)
    return whole


@contextmanager
def _told(model: Model, out: TextIO) -> Iterator[Callable[[Downloaded], None]]:
    """A report for `pull`: a bar with speed and rest where `out` is a terminal, else a line each ten percent."""
    columns = (BarColumn(24), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    console = Console(file=out, markup=False, highlight=False)
    with Progress(TextColumn("  {task.description}"), *columns, console=console, disable=not out.isatty()) as bars:
        bar = bars.add_task("", total=model.size)
        shown = 0

        def report(far: Downloaded) -> None:
            nonlocal shown
            if far.note:
                console.print(f"  {far.note}", soft_wrap=True)
                return
            bars.update(bar, completed=far.done, description=f"from {far.source}")
            percent = 100 * far.done // model.size
            if bars.disable and percent >= shown + STEP:
                shown = percent - percent % STEP
                console.print(f"  {shown:3} % of {megabytes(model.size)}, from {far.source}", soft_wrap=True)

        yield report

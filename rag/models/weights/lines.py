"""What the command line prints about models: plain lines, for people and for logs. Decides nothing."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from rag.models.weights.download import Progress, pull
from rag.models.weights.folder import installed, megabytes, model_folder, verify
from rag.models.weights.pins import MODELS_TOML, catalogue, chosen

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
        pull(models_dir, model, progress_printer(out))
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


def progress_printer(out: TextIO) -> Callable[[Progress], None]:
    """A report for `pull` that prints every note, and a line each ten percent."""
    shown = 0

    def report(progress: Progress) -> None:
        nonlocal shown
        if progress.note:
            print(f"  {progress.note}", file=out, flush=True)
            return
        percent = 100 * progress.done // progress.model.size
        if percent >= shown + STEP:
            shown = percent - percent % STEP
            print(f"  {shown:3} % of {megabytes(progress.model.size)}, from {progress.source}", file=out, flush=True)

    return report

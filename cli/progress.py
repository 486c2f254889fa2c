"""How far an ingest is, and how long it may still take: bars on a terminal, a line now and then elsewhere."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from rag.keeping import BATCH_ARTICLES, Stage, Tell
from rag.telling.terminal import spoken

LONG = 60
"""Seconds: a rest that takes longer is announced."""
ARTICLES_BETWEEN = 500
ENOUGH = 2 * BATCH_ARTICLES
"""Articles stored after the first batch, from which the speed is told."""
_STAGES: dict[Stage, str] = {
    "read": "Reading articles",
    "split": "Splitting into passages",
    "embedded": "Embedding passages",
    "stored": "Storing articles",
}
_OF_PASSAGES: tuple[Stage, ...] = ("split", "embedded")


@contextmanager
def progress_shown(out: TextIO, expected: int) -> Iterator[Tell]:
    """What an ingest of about `expected` articles tells of its stages is shown on `out` while this context is open."""
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(24),
        TextColumn("{task.fields[count]}"),
        TimeRemainingColumn(),
    )
    # Without markup: nothing an article or a file's name holds is an instruction to the terminal.
    console = Console(file=out, markup=False, highlight=False)
    with Progress(*columns, console=console, disable=not out.isatty()) as bars:
        yield _Shown(bars, expected).tell


class _Shown:
    """Counts what has passed each stage; safe to be told by several threads."""

    def __init__(self, bars: Progress, expected: int) -> None:
        self._bars = bars
        self._tasks = {stage: bars.add_task(name, total=None, count="") for stage, name in _STAGES.items()}
        self._expected = expected
        self._passed: Counter[Stage] = Counter()
        self._began: tuple[float, int] | None = None
        self._announced = False
        self._turn = Lock()

    def tell(self, stage: Stage, number: int) -> None:
        """`number` more have passed a stage."""
        with self._turn:
            before = self._passed[stage]
            self._passed[stage] += number
            self._draw(stage)
            if stage == "stored" and self._passed["embedded"]:
                self._announce()
                if self._bars.disable and before // ARTICLES_BETWEEN < self._passed[stage] // ARTICLES_BETWEEN:
                    self._say(
                        f"{self._passed[stage]:,} of about {self._expected:,} articles, {spoken(self._left())} left."
                    )

    def _draw(self, stage: Stage) -> None:
        done, total = self._passed[stage], max(self._expected, self._passed["read"])
        if stage in _OF_PASSAGES:  # as many more to an article as there were so far
            total = round(total * self._passed["split"] / max(self._passed["read"], 1))
        about = "" if done >= total else f" of about {total:,}"
        self._bars.update(self._tasks[stage], completed=done, total=max(done, total), count=f"{done:,}{about}")

    def _announce(self) -> None:
        """Say once how long the rest takes, if that is long. The first batch does not count: it waits for the model."""
        if self._began is None:
            self._began = time.perf_counter(), self._passed["stored"]
        if self._passed["stored"] - self._began[1] < ENOUGH:
            return
        if not self._announced and self._left() > LONG:
            rest = self._expected - self._passed["stored"]
            self._say(
                f"About {rest:,} articles to go, some {spoken(self._left())}. Ctrl-C stops; the same command goes on."
            )
        self._announced = True

    def _left(self) -> float:
        """Seconds that the rest takes if it goes as what was done."""
        began, at = self._began or (time.perf_counter(), 0)
        done = self._passed["stored"]
        return (time.perf_counter() - began) / max(done - at, 1) * max(self._expected - done, 0)

    def _say(self, line: str) -> None:
        self._bars.console.print(line, soft_wrap=True)

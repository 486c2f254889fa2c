"""The gate of a merge: does a run break a promise, get surely worse than the baseline, or fall below a floor?

Deterministic, needs no model and no key. Each finding says which question, what changed, and how to accept it.
"""

import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from eval.compare import Comparison, compare
from eval.folder import COMPARED, RunFolder
from eval.measures import MEASURES
from rag.errors import BadInput, BadRun

FLOORS = "floors.toml"
KEPT = ("config.json", *COMPARED)
_ACCEPT = "If the change is meant, accept it: the same command with --accept, and commit the baseline."
_MEND = "An error can't be accepted: mend its cause, and run again."
_NO_ACCEPT = "A promise can't be accepted away: mend the product, or the sources of the evaluation if they are wrong."
_BY_NAME = {measure.name: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to stop a merge: `what` is wrong, by which measure, on which question, and how to `accept` it.

    `question` is None where it is about all questions.
    """

    kind: Literal["promise", "error", "missing", "setup", "regression", "floor"]
    measure: str
    question: str | None
    what: str
    accept: str


@dataclass(frozen=True, slots=True)
class Gated:
    """What the gate found; `comparison` is with the baseline, None where there is none."""

    run: str
    findings: tuple[Finding, ...]
    comparison: Comparison | None
    checked: int
    """How many questions were looked at."""

    @property
    def passed(self) -> bool:
        """Whether the merge may go on."""
        return not self.findings

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `onrecord eval gate --json`."""
        return {"passed": self.passed, **asdict(self)}


def gate(
    run: RunFolder,
    baseline: RunFolder | None,
    floors: Mapping[str, float] | None = None,
    *,
    partial: bool = False,
) -> Gated:
    """Hold a run, which `score_run` has scored, against the promises, the baseline and the floors.

    Raises BadRun for an unfinished run, and for one that asked less or something else than the baseline, unless
    `partial`: floors, which few questions would cross by chance, are then left out.
    """
    if baseline and not partial:
        _same_questions(run, baseline)
    comparison = compare(baseline, run) if baseline else None
    scores = run.rows("scores.jsonl")
    findings = [
        *_broken_promises(scores),
        *_errors(run, baseline),
        *(_missing(comparison) if comparison and not partial else ()),
        *(_setup(run, baseline) if baseline else ()),
        *(_regressions(comparison) if comparison else ()),
        *(() if partial else _below_floors(run.summary(), _of_this_run(floors or {}, answers=run.config()["answers"]))),
    ]
    return Gated(str(run.path), tuple(findings), comparison, len(scores))


def read_floors(path: Path) -> dict[str, float]:
    """The floors of a TOML file: below `[floors]`, the name of each measure and its least value.

    Of a measure that is better when lower, it is the highest value.

    Raises BadInput for a file that can't be read, an unknown measure, or a value outside [0, 1].
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("floors", {})
        if not isinstance(table, dict):
            raise BadInput(f"The floors in {path} are no table.", "Write them below a line [floors].")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"The floors in {path} can't be read: {error}.", "See docs/eval.md.") from error
    for name, value in table.items():
        if name not in _BY_NAME:
            raise BadInput(f"{path}: there is no measure {name!r}.", f"There are: {', '.join(_BY_NAME)}.")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise BadInput(f"{path}: the floor of {name!r} can't be {value!r}.", "Give a number from 0 to 1.")
    return {name: float(value) for name, value in table.items()}


def accept(run: RunFolder, baseline: Path) -> None:
    """Make `run` the new baseline: its files that are compared, and its configuration, are copied there.

    Floors stay, and so do times where `run` is a replay, which has none. Raises BadRun for a run that is unfinished or
    has errors or broken promises, BadInput for one that is the baseline already.
    """
    broken = [*_broken_promises(run.rows("scores.jsonl")), *_errors(run, None)]
    if broken:
        raise BadRun(
            f"This run can't be a baseline: {broken[0].question}: {broken[0].what}.", "Mend it, and run again."
        )
    if run.path.resolve() == baseline.resolve():
        raise BadInput(f"{baseline} is the baseline already.", "Name another run.")
    baseline.mkdir(parents=True, exist_ok=True)
    timed = any(name.startswith("timings_ms") for name in run.costs())
    for name in (*KEPT, *(("costs.json",) if timed else ())):
        shutil.copyfile(run.path / name, baseline / name)


def _broken_promises(scores: list[dict[str, Any]]) -> Iterator[Finding]:
    for measure in MEASURES:
        if measure.promise is None:
            continue
        for row in scores:
            value = row["values"].get(measure.name)
            if value is not None and value != measure.best:
                why = row["why"].get(measure.name) or f"it is {value}, and must be {measure.best:g}"
                yield Finding(
                    "promise", measure.name, row["id"], f"promise {measure.promise}: {measure.name}: {why}", _NO_ACCEPT
                )


def _errors(run: RunFolder, baseline: RunFolder | None) -> Iterator[Finding]:
    known = {row["id"] for row in baseline.rows() if row["outcome"] == "error"} if baseline else set()
    for row in run.rows():
        if row["outcome"] == "error" and row["id"] not in known:
            error = row["error"]
            yield Finding("error", "errors", row["id"], f"{error['code']}: {error['message']}", _MEND)


def _same_questions(run: RunFolder, baseline: RunFolder) -> None:
    ours, theirs = run.config(), baseline.config()
    for name in ("set", "half", "limit", "answers"):
        if ours.get(name) != theirs.get(name):
            raise BadRun(
                f"The run in {run.path} has {name} {ours.get(name)!r}, and its baseline {theirs.get(name)!r}.",
                "Gate like with like, or say --partial to hold it to what both asked.",
            )


def _missing(comparison: Comparison) -> Iterator[Finding]:
    """Questions of the baseline that are gone: a gate must not pass by asking less."""
    for name in comparison.only_before:
        yield Finding("missing", "questions", name, "the baseline has this question, and the run does not", _ACCEPT)


def _setup(run: RunFolder, baseline: RunFolder) -> Iterator[Finding]:
    """Changed questions or cuts, which decide the verdict: whoever changes them must say so by accepting it."""
    ours, theirs = run.config(), baseline.config()
    if ours["digest"] != theirs["digest"]:
        yield Finding("setup", "questions", None, "the questions or the articles were edited", _ACCEPT)
    for name in sorted({*ours["thresholds"], *theirs["thresholds"]}):
        before, after = theirs["thresholds"].get(name), ours["thresholds"].get(name)
        if before != after:
            what = f"the published cut of {name} was {before}, and is {after}"
            yield Finding("setup", "claim above cut", None, what, _ACCEPT)


def _regressions(comparison: Comparison) -> Iterator[Finding]:
    for change in comparison.measures:
        if change.verdict == "worse" and _BY_NAME[change.name].gated:
            worse = [question.id for question in comparison.questions if change.name in question.worse]
            what = (
                f"{change.name} fell from {change.before:.3f} to {change.after:.3f} over {change.pairs} questions"
                if change.after < change.before
                else f"{change.name} rose from {change.before:.3f} to {change.after:.3f} over {change.pairs} questions"
            )
            low, high = change.difference.low, change.difference.high
            sure = f"p = {change.p:.3f}" if change.p is not None else f"95 % interval {low:+.3f} to {high:+.3f}"
            yield Finding("regression", change.name, None, f"{what} ({sure}): {', '.join(worse)}", _ACCEPT)


def _of_this_run(floors: Mapping[str, float], *, answers: bool) -> dict[str, float]:
    """The floors that hold for this run: one that only ranks articles is held to those of rankings."""
    return {name: floor for name, floor in floors.items() if answers or not _BY_NAME[name].needs_answer}


def _below_floors(summary: Mapping[str, Any], floors: Mapping[str, float]) -> Iterator[Finding]:
    for name, floor in floors.items():
        value = summary["measures"].get(name, {}).get("value")
        higher = _BY_NAME[name].better == "higher"
        if value is None:
            yield Finding("floor", name, None, f"{name} has a floor and was not measured", "Lower or remove the floor.")
        elif (value < floor) if higher else (value > floor):
            side = "below its floor" if higher else "above its ceiling"
            yield Finding(
                "floor", name, None, f"{name} is {value:.3f}, {side} {floor:.3f}", f"Mend it, or change {FLOORS}."
            )

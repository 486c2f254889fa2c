"""A run's folder: its configuration, one row a question, what each cost, the scores and the summary.

    config.json     what was asked of what, with which models and prompts
    answers.jsonl   one outcome a question                                     the same on every machine that replays it
    scores.jsonl    every measure of every question                            the same
    summary.json    every measure with its 95 % interval, beside its floors    the same
    costs.jsonl     times and tokens a question
    costs.json      their medians and 95th percentiles
    data/           the articles as the product stored them; can be deleted once the run is done

Rows are appended as they come, so that a killed run goes on where it was. Knows nothing of asking or of measures.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import BadRun

COMPARED = ("answers.jsonl", "scores.jsonl", "summary.json")
_FILES = ("config.json", "costs.jsonl", "costs.json", *COMPARED)
AGAIN = "Run it again with `onrecord eval run`, into a new folder."

Row = Mapping[str, Any]


class RunFolder:
    """One run on disk. Reading raises BadRun, naming the file and line, for what is missing or damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def data(self) -> Path:
        """Where the product keeps this run's articles."""
        return self.path / "data"

    def config(self) -> dict[str, Any]:
        """The run's configuration: which questions, models, prompts and cuts."""
        found = self._json("config.json")
        lacking = sorted({"set", "digest", "questions", "thresholds", "answers", "half", "limit"} - set(found))
        if lacking:
            raise BadRun(f"{self.path / 'config.json'} is damaged: it lacks {lacking[0]}.", AGAIN)
        return found

    def summary(self) -> dict[str, Any]:
        """The run's summary; a run that was stopped has none."""
        return self._json("summary.json")

    def costs(self) -> dict[str, Any]:
        """Times and tokens over all questions; empty for a run that kept none."""
        return self._json("costs.json") if (self.path / "costs.json").exists() else {}

    def rows(self, name: str = "answers.jsonl") -> list[dict[str, Any]]:
        """The rows of a file, one for each question, in the order in which they were asked."""
        return _rows(self.path / name)

    def clear(self) -> None:
        """Delete the run in the folder; a folder that holds no run is left as it is."""
        if (self.path / "config.json").exists():
            for name in (*_FILES, *(f"{name}.partial" for name in _FILES)):
                (self.path / name).unlink(missing_ok=True)
            shutil.rmtree(self.data, ignore_errors=True)

    def begin(self, config: Mapping[str, Any]) -> set[str]:
        """Make the folder, or go on with one that was made with the same configuration; the ids that are done already.

        A last row that a kill cut off is dropped, and errors are asked again. Raises BadRun where the folder belongs to
        something else.
        """
        if self.path.exists() and not self.path.is_dir():
            raise BadRun(f"{self.path} is a file.", "Name a folder with --out.")
        if not (self.path / "config.json").exists():
            if self.path.exists() and any(self.path.iterdir()):
                raise BadRun(f"{self.path} is not empty and no run.", "Choose a new folder.")
            self.path.mkdir(parents=True, exist_ok=True)
            self.write("config.json", config)
            return set()
        before = self.config()
        other = sorted(key for key in {*before, *config} if before.get(key) != config.get(key))
        if other:
            raise BadRun(
                f"The run in {self.path} was begun with another {', '.join(other)}.", "Choose a new folder with --out."
            )
        return self._resumed()

    def _resumed(self) -> set[str]:
        for name in ("scores.jsonl", "summary.json", "costs.json"):
            (self.path / name).unlink(missing_ok=True)  # they may be of fewer questions, or of errors asked again
        kept: dict[str, list[dict[str, Any]]] = {}
        for name in ("answers.jsonl", "costs.jsonl"):
            path = self.path / name
            if path.exists():
                drop_cut_off_end(path)
                kept[name] = _rows(path)
        done = {row["id"] for row in kept.get("answers.jsonl", []) if row["outcome"] != "error"}
        for name, rows in kept.items():
            once = {row["id"]: row for row in rows if row["id"] in done}
            self.write_rows(name, once.values())
        return done

    def append(self, row: Row, cost: Row) -> None:
        """Keep one question; it is on disk when this returns."""
        for name, item in (("costs.jsonl", cost), ("answers.jsonl", row)):
            with (self.path / name).open("a", encoding="utf-8") as file:
                file.write(_line(item))
                file.flush()
                os.fsync(file.fileno())

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Write a JSON file, all of it or nothing."""
        self._replace(name, json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n")

    def write_rows(self, name: str, rows: Iterable[Row]) -> None:
        """Write a file of rows, all of it or nothing."""
        self._replace(name, "".join(_line(row) for row in rows))

    def _replace(self, name: str, text: str) -> None:
        partial = self.path / f"{name}.partial"
        partial.write_text(text, encoding="utf-8")
        partial.replace(self.path / name)

    def _json(self, name: str) -> dict[str, Any]:
        path = self.path / name
        try:
            content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
        except (OSError, ValueError) as error:
            missing = isinstance(error, FileNotFoundError)
            raise BadRun(
                f"{self.path} is no finished run: {name} {'is missing' if missing else f'is damaged ({error})'}.", AGAIN
            ) from error
        if not isinstance(content, dict):
            raise BadRun(f"{path} is damaged: it holds no object.", AGAIN)
        return content


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines: Sequence[str] = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        missing = isinstance(error, FileNotFoundError)
        raise BadRun(f"{path} {'is missing' if missing else f'can not be read ({error})'}.", AGAIN) from error
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            row = json.loads(line, parse_constant=_no_number)
            _once(row["id"], seen)
        except (ValueError, KeyError, TypeError) as error:
            raise BadRun(f"{path}, line {number}: it is damaged ({error}).", AGAIN) from error
        rows.append(row)
    return rows


def _once(name: str, seen: set[str]) -> None:
    if name in seen:
        raise ValueError(f"{name} occurs twice")
    seen.add(name)


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def drop_cut_off_end(path: Path) -> None:
    """Drop half a line at the end of a file, which a kill in the middle of a write has left."""
    content = path.read_bytes()
    if content and not content.endswith(b"\n"):
        path.write_bytes(content[: content.rfind(b"\n") + 1])

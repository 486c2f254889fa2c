"""The cuts below which a claim is dropped, and the calibration of support: read from a TOML file, never from code.

A file is bound to what it was measured with: the judge's models and the wording of its prompts. Another judge's cuts
are never used in its place. Does not know how they were chosen; `onrecord eval calibrate` writes such files.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import BadSetting
from rag.models.prompt import prompt_hash

PUBLISHED = Path(__file__).with_name("thresholds.toml")
"""The file of the embedded judge's cuts."""
_AGAIN = "`onrecord eval calibrate --to FILE` measures the cuts of this judge; then set ONRECORD_THRESHOLDS to FILE."

Knot = tuple[float, float]
"""A raw probability, and the calibrated one in its place."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The cuts: probabilities, in [0, 1], below which a claim is dropped.

    `support` is held against calibrated support, `relevance` against relevance, and `answers` against the probability
    that the cited words state the claim as the answer. For a sentence in its own words that is the whole answer,
    `quoted` takes the place of `answers`. Raises ValueError where a value is no probability, or the knots do not rise.
    """

    support: float
    relevance: float
    knots: tuple[Knot, ...] = ()
    """Raw probabilities rise strictly, calibrated ones never fall; between two knots the line is straight. Empty: a raw
    probability stands as it is."""
    quoted: float = 1.0
    answers: float = 0.5

    def __post_init__(self) -> None:
        values = (
            self.support,
            self.relevance,
            self.quoted,
            self.answers,
            *(value for knot in self.knots for value in knot),
        )
        if not all(0 <= value <= 1 for value in values):
            raise ValueError("a probability is not in [0, 1]")
        if any(after[0] <= before[0] or after[1] < before[1] for before, after in pairwise(self.knots)):
            raise ValueError("the knots of the calibration do not rise")

    def calibrated(self, raw: float) -> float:
        """The probability that `raw` stands for, in [0, 1]; it never falls where `raw` rises."""
        if not self.knots:
            return raw
        return float(np.interp(raw, [knot[0] for knot in self.knots], [knot[1] for knot in self.knots]))


UNCUT = Thresholds(0.0, 0.0, quoted=0.0, answers=0.0)
"""For measuring: nothing is dropped, and every probability stands as the model gave it."""


@cache
def thresholds(path: Path | None = None) -> Thresholds:
    """The cuts of the file at `path`, of thresholds.toml where it is None, for whatever judge. Raises BadSetting."""
    return _read(path or PUBLISHED)[0]


def bound_thresholds(judge: str, relevance: str, prompts: Sequence[str], path: Path | None = None) -> Thresholds:
    """The cuts of the file at `path`, if measured for these models and for `prompts` as they are worded today.

    `judge` names who judges support, `relevance` who judges relevance; without `path`, thresholds.toml is read. Raises
    BadSetting, naming what differs.
    """
    file = path or PUBLISHED
    cuts, table = _read(file)
    told = table["judge"]
    for what, name, theirs in (
        ("judge", judge, told.get("model")),
        ("judge of relevance", relevance, told.get("relevance_model", told.get("model"))),
    ):
        if theirs != name:
            raise BadSetting(f"The cuts of {file.name} were measured for the {what} {theirs}, not for {name}.", _AGAIN)
    hashes = table.get("prompts", {})
    for prompt in prompts:
        if hashes.get(prompt) != prompt_hash(prompt):
            raise BadSetting(f"The cuts of {file.name} were measured with another wording of {prompt}.", _AGAIN)
    return cuts


def _read(path: Path) -> tuple[Thresholds, Mapping[str, Any]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        cuts = {name: float(table["judge"][name]) for name in ("support", "relevance")}
        knots = tuple((float(raw), float(true)) for raw, true in table.get("calibration", {}).get("knots", ()))
        quoted = float(table["judge"].get("quoted", 1.0))  # not measured: then no sentence answers by itself
        answers = float(table["judge"].get("answers", 0.5))  # not measured: its yes must outweigh its no
        return Thresholds(**cuts, knots=knots, quoted=quoted, answers=answers), table
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else error
        raise BadSetting(f"The file of thresholds {path} can't be used: {reason}.", _AGAIN) from error

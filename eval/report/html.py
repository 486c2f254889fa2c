"""A whole run as one page that needs nothing else: no network, no script, no other file.

Measures with intervals and floors, the charts, and every question with its answer. Everything that an article, a model
or a questions file said is escaped by the template, and no address in it becomes a link.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.compare import Comparison, QuestionChange
from eval.folder import Row, RunFolder
from eval.questions import Question
from eval.report import figures
from eval.report.charts import charts
from eval.report.curves import Questions
from eval.report.rows import outcome_of, question_of
from eval.report.svg import strip
from rag.telling.terminal import counted

GROUPS = {
    "worse": "Got worse",
    "better": "Got better",
    "error": "Failed",
    "wrong": "Wrong",
    "not refused": "Answered, though no article does",
    "abstained": "Abstained, though an article answers",
    "answered": "Answered",
    "right": "Right",
    "refused": "Rightly refused",
    "ranked": "Articles ranked",
}
"""The groups of questions on a page, by key, in its order: what needs looking at comes first."""

_HEADLINES = ("right", "wrong", "abstained", "refused", "right of shown", "quote found")
# What a page can't hold, and what turns the writing direction of all that follows.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Told:
    """One question on the page. `verdict` is a key of GROUPS; `change` is how it differs from the run compared with.

    `accepted` are the accepted answers, empty where they are not known; `why` says what is wrong, by measure.
    """

    id: str
    text: str
    kind: str
    verdict: str
    row: Row
    accepted: tuple[str, ...]
    scores: tuple[tuple[str, float | None, bool], ...]
    """Measure, value, and whether it is the best one."""
    why: tuple[str, ...]
    change: QuestionChange | None

    @property
    def group(self) -> str:
        """The key of the group that it stands in."""
        if self.change is None:
            return self.verdict
        return "worse" if self.change.worse else "better"


@dataclass(frozen=True, slots=True)
class Family:
    """Names of measures that stand together, under a title, and what they have in common (`told`)."""

    title: str
    told: str
    names: tuple[str, ...]


def html_report(folder: RunFolder, compared: Comparison | None = None, questions: Questions | None = None) -> str:
    """The page of a finished run. `compared` compares another run with this one; `questions` are those asked, by id.

    Without `questions` the charts that need to know what is right are left out, and say so. Raises BadRun.
    """
    config, summary, rows = folder.config(), folder.summary(), folder.rows()
    scores = {row["id"]: row for row in folder.rows("scores.jsonl")}
    # A committed baseline keeps no costs of single questions.
    costs = folder.rows("costs.jsonl") if (folder.path / "costs.jsonl").exists() else []
    changes = {change.id: change for change in compared.questions} if compared else {}
    told = [
        _told(row, scores.get(row["id"], {}), (questions or {}).get(row["id"]), changes.get(row["id"])) for row in rows
    ]
    # Changed questions in the order of the comparison, which puts the worst first; the others as they were asked.
    places = {name: place for place, name in enumerate(changes)}
    told.sort(key=lambda one: places.get(one.id, len(places)))
    groups = [(key, title, [one for one in told if one.group == key]) for key, title in GROUPS.items()]
    drawn = charts(rows, costs, questions, config["thresholds"]["support"])
    page = _environment().get_template("report.html.jinja")
    return page.render(
        config=config,
        summary=summary,
        compared=compared,
        costs=figures.told_costs(folder.costs()),
        headlines=[name for name in _HEADLINES if name in summary["measures"]],
        floors=sorted({one["floor_name"] for one in summary["measures"].values() if one["floor_name"]}),
        families=_families(summary["measures"]),
        charts=sorted(drawn, key=lambda chart: chart.drawing is None),
        groups=[group for group in groups if group[2]],
    )


def _told(row: Row, score: Row, question: Question | None, change: QuestionChange | None) -> Told:
    values: Mapping[str, float | None] = score.get("values", {})
    asked = question.question if question else question_of(row, *([change.before] if change else []))
    answerable = "answerable" if "right" in values else "unanswerable" if "refused" in values else "kind unknown"
    return Told(
        id=str(row["id"]),
        text=asked or "(its text was not kept)",
        kind=question.kind if question else answerable,
        verdict=verdict(row["outcome"], values),
        row=row,
        accepted=tuple(" + ".join(parts) for parts in question.answers) if question else (),
        scores=tuple((name, values[name], _is_best(name, values[name])) for name in figures.in_order(values)),
        why=tuple(f"{name}: {score['why'][name]}" for name in figures.in_order(score.get("why", ()))),
        change=change,
    )


def verdict(outcome: str, values: Mapping[str, float | None]) -> str:
    """What became of a question, as a key of GROUPS, from its outcome and scores."""
    if outcome == "error":
        return "error"
    for name in ("right", "wrong", "abstained", "refused"):
        if values.get(name) == 1:
            return name
    if values.get("refused") == 0:
        return "not refused"
    return outcome if outcome in GROUPS else "answered"


def _is_best(name: str, value: float | None) -> bool:
    measure = figures.BY_NAME.get(name)
    return measure is None or value is None or value == measure.best


def _families(measures: Sequence[str] | Mapping[str, Any]) -> list[Family]:
    """All measures under three titles; one that this release does not know stands with the answers."""
    by_title: dict[str, list[str]] = {"Promises": [], "Answers": [], "Ranking": []}
    for name in figures.in_order(measures):
        known = figures.BY_NAME.get(name)
        if known and known.promise:
            by_title["Promises"].append(name)
        else:
            by_title["Answers" if known is None or known.needs_answer else "Ranking"].append(name)
    about = {
        "Promises": "Anything but the best value breaks a promise of On Record.",
        "Answers": "Beside each, what quoting the top sentence would have got.",
        "Ranking": "Of articles, before any model reads them; beside each, BM25 alone.",
    }
    return [Family(title, about[title], tuple(names)) for title, names in by_title.items() if names]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    made.globals |= {
        "figure": figures.figure,
        "interval": figures.interval,
        "signed": figures.signed,
        "signed_interval": figures.signed_interval,
        "counted": counted,
        "about_run": figures.about_run,
        "told_outcomes": figures.told_outcomes,
        "broken_promises": figures.broken_promises,
        "kind_columns": figures.KIND_COLUMNS,
        "measures": figures.BY_NAME,
        "strip": strip,
        "outcome_of": outcome_of,
        "group_titles": GROUPS,
    }
    return made


def _visible(value: object) -> object:
    """Text without the characters that do not fit a page. What is markup already is ours, and stays as it is."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value

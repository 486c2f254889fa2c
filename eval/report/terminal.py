"""Reports for a terminal, at most 100 columns wide: a summary, a comparison of two runs, and what a gate found.

Texts of articles and models can't steer the terminal: their control characters are shown as marks.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from eval.compare import EDITED, Comparison, MeasureChange, QuestionChange
from eval.folder import Row
from eval.gate import Finding, Gated
from eval.report.figures import (
    KIND_COLUMNS,
    about_run,
    broken_promises,
    figure,
    in_order,
    interval,
    signed,
    signed_interval,
    told_costs,
    told_outcomes,
)
from eval.report.rows import claims_of, outcome_of, question_of, telling_drops
from rag.telling.terminal import WIDTH, counted, safe

KINDS_OF_FINDINGS = {
    "promise": "Promises that were broken",
    "error": "Questions that failed",
    "missing": "Questions that are gone",
    "setup": "Changes of what is measured",
    "regression": "Measures that are surely worse than the baseline",
    "floor": "Measures that miss their floor",
}


def show_summary(summary: Mapping[str, Any], costs: Mapping[str, Any]) -> str:
    """Every measure with its interval and floor, then outcomes, kinds of question, and costs."""
    broken = broken_promises(summary)
    floors = sorted({one["floor_name"] for one in summary["measures"].values() if one["floor_name"]})
    parts = [
        wrapped(about_run(summary)),
        *([wrapped(summary["note"])] if summary["note"] else []),
        _measures(summary) or "No measure applies: there is nothing to measure.",
        *([f"Floor: {', or '.join(floors)}."] if floors else []),
        *([wrapped(f"BROKEN: {', '.join(broken)}")] if broken else []),
        wrapped(f"Outcomes: {told_outcomes(summary)}"),
        *([_kinds(summary["kinds"])] if summary["kinds"] else []),
        *([table(("costs", "median", "95 % within", "questions"), told_costs(costs))] if costs else []),
    ]
    return "\n\n".join(parts) + "\n"


def _measures(summary: Mapping[str, Any]) -> str:
    heads = ("measure", "value", "95 % interval", "floor", "scored", "abstained", "errored", "unjudged")
    rows = []
    for name in in_order(summary["measures"]):
        one = summary["measures"][name]
        counts = [str(one[count]) for count in ("scored", "abstained", "errored", "unjudged")]
        rows.append([name, figure(one["value"]), interval(one["low"], one["high"]), figure(one["floor"]), *counts])
    return table(heads, rows) if rows else ""


def _kinds(kinds: Mapping[str, Any]) -> str:
    rows = [
        (kind, str(one["questions"]), *(figure(one.get(name)) for name in KIND_COLUMNS)) for kind, one in kinds.items()
    ]
    return table(("kind", "questions", *KIND_COLUMNS), rows)


def show_comparison(comparison: Comparison) -> str:
    """What differs in the setup, every measure in both runs, and each question that moved; regressed ones first."""
    parts = [
        f"{wrapped(comparison.before, 'before: ')}\n{wrapped(comparison.after, 'after:  ')}",
        _setup(comparison.setup),
        _changes(comparison.measures, "before", "after"),
        *_only(comparison),
    ]
    worse = [change for change in comparison.questions if change.worse]
    better = [change for change in comparison.questions if not change.worse]
    if not comparison.questions:
        parts.append("No question moved.")
    for title, changes in (("got worse", worse), ("got better", better)):
        if changes:
            parts += [f"{counted(len(changes), 'question')} {title}", *(_question(change) for change in changes)]
    return "\n\n".join(parts) + "\n"


def _setup(setup: Sequence[str]) -> str:
    if not setup:
        return "Both runs were set up alike."
    return "\n".join(["What differs in the setup:", *(wrapped(told, "  · ") for told in setup)])


def show_beside(comparison: Comparison, before: str, after: str) -> str:
    """Every measure of two runs, over the questions that both scored; `before` and `after` head their columns."""
    edited = f" Mind: {EDITED}." if EDITED in comparison.setup else ""
    lead = wrapped(f"Beside {comparison.after}, over the questions that both have.{edited}")
    return f"{lead}\n\n{_changes(comparison.measures, before, after)}\n"


def _changes(changes: Sequence[MeasureChange], before: str, after: str) -> str:
    if not changes:
        return "No measure scored a question in both runs."
    heads = ("measure", before, after, "change", "95 % interval", "pairs", "p", "verdict")
    rows = [
        (
            change.name,
            figure(change.before),
            figure(change.after),
            signed(change.difference.value),
            signed_interval(change.difference.low, change.difference.high),
            str(change.pairs),
            figure(change.p),
            change.verdict,
        )
        for change in changes
    ]
    return table(heads, rows)


def _only(comparison: Comparison) -> list[str]:
    sides = (("before", comparison.only_before), ("after", comparison.only_after))
    return [wrapped(f"Only {side} ({len(names)}): {', '.join(names)}") for side, names in sides if names]


def _question(change: QuestionChange) -> str:
    asked = question_of(change.after, change.before) or "(its text was not kept: both runs failed on it)"
    moved = [
        wrapped(f"{way}: {', '.join(names)}", "  ")
        for way, names in (("worse", change.worse), ("better", change.better))
        if names
    ]
    return "\n".join([wrapped(f"{change.id}: {asked}"), *moved, *both_answers(change)])


def both_answers(change: QuestionChange) -> list[str]:
    """Lines with the answers of both runs, one above the other: outcome, claims with support, telling drafts."""
    return [
        *_answer("before", change.before, change.after),
        *_answer("after", change.after, change.before),
    ]


def _answer(side: str, row: Row, other: Row) -> list[str]:
    lines = [wrapped(outcome_of(row), f"  {side:<6}  ")]
    for claim in claims_of(row):
        markers = "".join(f"[{marker}]" for marker in claim["citations"])
        lines.append(wrapped(f"{claim['text']} {markers} support {figure(claim['support'])}", "          • "))
    drops = [f"dropped, {draft['reason']}: {draft['text']}" for draft in telling_drops(row, other)]
    return [*lines, *(wrapped(told, "          × ") for told in drops)]


def show_gate(gated: Gated) -> str:
    """Whether the gate lets the run pass; if not, each finding under its kind, and how to accept it."""
    against = f"against {safe(gated.comparison.before)}" if gated.comparison else "without a baseline"
    checked = f"{counted(gated.checked, 'question')} checked {against}"
    if gated.passed:
        return "\n".join([wrapped(f"PASSED: {checked}, nothing found."), *_worse_but_unsure(gated)]) + "\n"
    parts = [wrapped(f"FAILED: {checked}, {counted(len(gated.findings), 'finding')}.")]
    texts = (
        {one.id: question_of(one.after, one.before) for one in gated.comparison.questions} if gated.comparison else {}
    )
    for kind, title in KINDS_OF_FINDINGS.items():
        found = [finding for finding in gated.findings if finding.kind == kind]
        if found:
            accepting = [wrapped(how, "  -> ") for how in dict.fromkeys(one.accept for one in found)]
            parts.append("\n".join([title, *(_finding(one, texts) for one in found), *accepting]))
    return "\n\n".join(parts) + "\n"


def _worse_but_unsure(gated: Gated) -> list[str]:
    """A line with the questions that got worse, though no measure surely did; none where no question got worse.

    They are too few to stop a merge, but must not be hidden.
    """
    changes = gated.comparison.questions if gated.comparison else ()
    worse = [f"{change.id} ({', '.join(change.worse)})" for change in changes if change.worse]
    if not worse:
        return []
    return [wrapped(f"{counted(len(worse), 'question')} got worse, too few to be sure: {'; '.join(worse)}")]


def _finding(finding: Finding, texts: Mapping[str, str | None]) -> str:
    if finding.question is None:
        return wrapped(finding.what, "  · ")
    asked = texts.get(finding.question)
    where = f"{finding.question} “{asked}”" if asked else finding.question
    return wrapped(f"{where}: {finding.what}", "  · ")


def wrapped(text: str, lead: str = "") -> str:
    """`text` wrapped to the terminal's width, with `lead` before its first line, and the others indented as far."""
    return textwrap.fill(safe(text), WIDTH, initial_indent=lead, subsequent_indent=" " * min(len(lead), WIDTH // 2))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns under their heads: words (first column, verdicts, rankers) to the left, numbers to the right."""
    cells = [list(heads), *([safe(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    words = [column == 0 or heads[column] in ("verdict", "ranker") for column in range(len(heads))]
    aligned = [
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(row, widths, words, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([aligned[0], "  ".join("-" * width for width in widths), *aligned[1:]])

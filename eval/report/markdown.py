"""The comment on a pull request: a verdict, the measures beside the baseline, the findings, the answers that changed.

Texts of articles, models and questions stand in code spans and in <pre>, escaped, and nowhere else: there GitHub makes
no link, no image, no mention and no reference of them, whatever they hold.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.compare import Comparison, MeasureChange, QuestionChange
from eval.gate import Gated
from eval.report.figures import (
    DASH,
    about_run,
    figure,
    in_order,
    interval,
    signed,
    signed_interval,
    told_outcomes,
)
from eval.report.rows import question_of
from eval.report.terminal import KINDS_OF_FINDINGS, both_answers, wrapped
from rag.telling.terminal import counted, safe

LIMIT = 60_000
"""Most characters of a comment; GitHub refuses more than 65,536."""
_FINDING = 600
"""Most characters of one finding."""
_NOUNS = {
    "promise": "broken promise",
    "error": "failed question",
    "missing": "missing question",
    "setup": "change of the setup",
    "regression": "regression",
    "floor": "missed floor",
}


def comparison_markdown(found: Gated | Comparison | None, summary: Mapping[str, Any]) -> str:
    """The comment about a run with this `summary`: what the gate found, how it compares, or the measures alone.

    What does not fit into a comment is left out from the end, and counted.
    """
    comparison = found.comparison if isinstance(found, Gated) else found
    verdicts = [_gate_verdict(found)] if isinstance(found, Gated) else [_verdict(found)] if found else []
    head = [
        *verdicts,
        f"{code(about_run(summary))} – {code(told_outcomes(summary))}",
        *([code(summary["note"])] if summary["note"] else []),
        _measures(summary, comparison),
        *(_setup(comparison) if comparison else ()),
    ]
    findings = _findings(found) if isinstance(found, Gated) else []
    worse = [change for change in comparison.questions if change.worse] if comparison else []
    # Half of the room is the findings', so that many of them leave some for the answers behind them.
    told, left = _fitting(findings, LIMIT // 2)
    head += [*told, *([f"… and {counted(left, 'finding')} more."] if left else [])]
    details, left = _fitting(map(_regressed, worse), LIMIT - len("\n\n".join(head)))
    more = [f"… and {counted(left, 'regressed question')} more."] if left else []
    return "\n\n".join([*head, *details, *more]) + "\n"


def code(text: str) -> str:
    """`text` on one line as a code span: all its characters as they are, none of them as markup."""
    shown = safe(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    # A span that begins or ends with a backtick needs a space there, which Markdown takes away again.
    edge = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{edge}{shown}{edge}{fence}" if shown else DASH


def cell(text: str) -> str:
    """`text` as a code span in a table, where a bar ends a cell even inside of code."""
    return code(text).replace("|", "\\|")


def _gate_verdict(gated: Gated) -> str:
    against = "against the baseline" if gated.comparison else "without a baseline"
    checked = f"{counted(gated.checked, 'question')} checked {against}"
    if gated.passed:
        return f"**Passed**: {checked}, nothing found."
    kinds = [str(finding.kind) for finding in gated.findings]
    counts = [counted(kinds.count(kind), noun) for kind, noun in _NOUNS.items() if kind in kinds]
    return f"**Failed**: {checked}; {', '.join(counts)}."


def _verdict(comparison: Comparison) -> str:
    verdicts = [change.verdict for change in comparison.measures]
    measures = f"{counted(verdicts.count('worse'), 'measure')} surely worse, {verdicts.count('better')} surely better"
    worse = sum(bool(change.worse) for change in comparison.questions)
    return f"**{measures}**; {counted(worse, 'question')} got worse, {len(comparison.questions) - worse} got better."


def _measures(summary: Mapping[str, Any], comparison: Comparison | None) -> str:
    changes = {change.name: change for change in comparison.measures} if comparison else {}
    lines = [
        "| measure | value | 95 % interval | baseline | difference | verdict | floor |",
        "|---|--:|---|--:|---|---|--:|",
        *(
            f"| {cell(name)} | {_value(summary['measures'][name])} | {_change(changes.get(name))} "
            f"| {figure(summary['measures'][name]['floor'])} |"
            for name in in_order(summary["measures"])
        ),
    ]
    if changes:
        lines += [
            "",
            "Baseline and difference are over the questions that both runs scored, the value over all of this run.",
        ]
    return "\n".join(lines)


def _value(one: Mapping[str, Any]) -> str:
    return f"{figure(one['value'])} | {interval(one['low'], one['high'])}"


def _change(change: MeasureChange | None) -> str:
    if change is None:
        return " | ".join([DASH] * 3)
    low, high = change.difference.low, change.difference.high
    around = "" if change.verdict == "the same" else f" ({signed_interval(low, high)})"
    within = f"{signed(change.difference.value)}{around}"
    verdict = f"**{change.verdict}**" if change.verdict in ("better", "worse") else change.verdict
    return f"{figure(change.before)} | {within} | {verdict}"


def _setup(comparison: Comparison) -> list[str]:
    if not comparison.setup:
        return []
    return ["\n".join(["What differs in the setup:", "", *(f"- {code(told)}" for told in comparison.setup)])]


def _findings(gated: Gated) -> list[str]:
    """A piece of text for each finding; the first of a kind begins with its title and how to accept it.

    These two are our own words, so they stand there as Markdown.
    """
    pieces = []
    for kind, title in KINDS_OF_FINDINGS.items():
        ours = [finding for finding in gated.findings if finding.kind == kind]
        how = " ".join(dict.fromkeys(finding.accept for finding in ours))
        for place, finding in enumerate(ours):
            lead = "" if place else f"### {title}\n\n{how}\n\n"
            where = f"{code(finding.question)}: " if finding.question else ""
            pieces.append(f"{lead}- {where}{code(_cut(finding.what))}")
    return pieces


def _cut(text: str) -> str:
    return text if len(text) <= _FINDING else f"{text[:_FINDING]} …"


def _regressed(change: QuestionChange) -> str:
    asked = question_of(change.after, change.before) or "its text was not kept"
    moved = [f"worse: {', '.join(change.worse)}", *([f"better: {', '.join(change.better)}"] if change.better else [])]
    text = "\n".join([wrapped(asked), *(wrapped(told) for told in moved), "", *both_answers(change)])
    # Both are HTML blocks, in which nothing is Markdown; the line with </pre> ends one, and escaped text holds none.
    return (
        f"<details><summary>Worse: <code>{html.escape(safe(change.id))}</code></summary>\n\n"
        f"<pre>{html.escape(text)}</pre>\n\n</details>"
    )


def _fitting(pieces: Iterable[str], room: int) -> tuple[Sequence[str], int]:
    """As many pieces, from the first on, as fit into `room` characters, and how many are left out."""
    kept: list[str] = []
    left = 0
    for piece in pieces:
        room -= len(piece) + 2
        if room < 0 or left:
            left += 1
        else:
            kept.append(piece)
    return kept, left

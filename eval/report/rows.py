"""One row of answers.jsonl as reports tell it: its question, what became of it, and the dropped drafts that explain it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from eval.matching import folded

Row = Mapping[str, Any]
_SUPPORT = re.compile(r"support (\d+(?:\.\d+)?) is below")
NEAREST = 3
"""Drafts shown of an abstention: those that came nearest to being shown."""


def question_of(*rows: Row) -> str | None:
    """The question as asked: of the first row that holds an answer. An error keeps no question."""
    return next((str(row["answer"]["question"]) for row in rows if row.get("answer")), None)


def claims_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """The claims that were shown; none for an abstention or an error."""
    return row["answer"]["claims"] if row.get("answer") else ()


def dropped_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """The drafts that failed a check."""
    return row["answer"]["dropped"] if row.get("answer") else ()


def outcome_of(row: Row) -> str:
    """What became of a question, with the reason where there is no answer: "abstained: …", "error model_failed: …"."""
    if row["outcome"] == "error":
        error = row["error"] or {}
        return f"error {error.get('code', 'error')}: {error.get('message', '')}".rstrip(" :")
    if row.get("answer") and row["answer"]["abstention"]:
        return f"abstained: {row['answer']['abstention']['message']}"
    return str(row["outcome"])


def dropped_support(dropped: Mapping[str, Any]) -> float | None:
    """The support of a draft that the judge dropped, from the reason it was given; None for every other draft."""
    found = _SUPPORT.match(str(dropped["reason"])) if dropped["gate"] == "judge" else None
    return float(found[1]) if found else None


def telling_drops(row: Row, other: Row) -> list[Mapping[str, Any]]:
    """The dropped drafts that tell why `row` is not like `other`: those that `other` shows as claims.

    Where `row` shows nothing and none of its drafts is a claim of `other`: the three that came nearest to the cut.
    """
    shown = {folded(claim["text"]) for claim in claims_of(other)}
    lost = [draft for draft in dropped_of(row) if folded(draft["text"]) in shown]
    if lost or claims_of(row):
        return lost
    return sorted(dropped_of(row), key=lambda draft: -(dropped_support(draft) or 0.0))[:NEAREST]

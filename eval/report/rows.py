"""A row of answers.jsonl as reports tell it: the question, what became of it, and dropped drafts that explain that."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from eval.folder import Row
from eval.matching import folded_for_matching

_SUPPORT = re.compile(r"support (\d+(?:\.\d+)?) is below")
NEAREST = 3
"""How many dropped drafts are told of an abstention: those that came nearest to being shown."""


def question_of(*rows: Row) -> str | None:
    """The question as it was asked, from the first of `rows` that holds an answer; None where all are errors."""
    return next((str(row["answer"]["question"]) for row in rows if row.get("answer")), None)


def claims_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """The claims that were shown; none for an abstention or an error."""
    return row["answer"]["claims"] if row.get("answer") else ()


def dropped_of(row: Row) -> Sequence[Mapping[str, Any]]:
    """The drafts that failed a gate; none for an error."""
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
    """The support of a draft that the judge dropped, read from the reason kept with it; None for every other draft."""
    found = _SUPPORT.match(str(dropped["reason"])) if dropped["gate"] == "judge" else None
    return float(found[1]) if found else None


def telling_drops(row: Row, other: Row) -> list[Mapping[str, Any]]:
    """The dropped drafts of `row` that tell why it is not like `other`, which is the same question in another run.

    These are the drafts that `other` shows as claims. Where there are none and `row` shows nothing at all, they are the
    three that came nearest to being shown.
    """
    shown = {folded_for_matching(claim["text"]) for claim in claims_of(other)}
    lost = [draft for draft in dropped_of(row) if folded_for_matching(draft["text"]) in shown]
    if lost or claims_of(row):
        return lost
    return sorted(dropped_of(row), key=lambda draft: -(dropped_support(draft) or 0.0))[:NEAREST]

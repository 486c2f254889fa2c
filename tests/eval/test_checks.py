"""Which drafts would be shown, by the rules that the product has; each reading is a row."""

from typing import Any

import pytest

from eval.checks import Rules, shown

RULES = Rules(frozenset({"names"}), support=0.8, relevance=0.4, quoted=0.9, answers=0.6)


def row(number: int = 0, **changes: Any) -> dict[str, Any]:
    """A draft that is shown, but for the changes."""
    made = {"draft": number, "kind": "draft", "text": f"Claim {number}.", "faults": {}, "support": 0.9, "answers": 0.9}
    return {**made, "relevance": None, "words_asked": False, **changes}


@pytest.mark.parametrize(
    ("changes", "passes"),
    [
        ({}, True),
        ({"support": 0.79}, False),
        ({"support": None}, False),
        ({"faults": {"names": "it has one"}}, False),
        ({"faults": {"numbers": "a check that is left out"}}, True),
        ({"answers": 0.61}, True),
        ({"answers": 0.59}, False),
        ({"kind": "quoted", "support": 1.0, "answers": 0.91, "relevance": 0.5}, True),
        ({"kind": "quoted", "support": 1.0, "answers": 0.89, "relevance": 0.5}, False),
        ({"kind": "quoted", "support": 1.0, "answers": 0.91, "relevance": 0.3}, False),
        ({"kind": "quoted", "support": 1.0, "answers": 0.61, "relevance": 0.5, "words_asked": True}, True),
    ],
)
def test_a_reading_passes_as_the_gates_have_it(changes: dict[str, Any], passes: bool) -> None:  # noqa: FBT001  # a table's column
    """A draft must be the answer; a sentence in its own words must be so nearly surely, unless somebody's words are asked for."""
    assert RULES.lets_pass(row(**changes)) is passes


def test_a_sentence_answers_by_itself_only_where_no_draft_stands() -> None:
    """One reading of each draft, and one sentence."""
    quoted = row(2, kind="quoted", support=1.0, answers=0.95, relevance=0.9)
    drafts = [row(0, support=0.5), row(0), row(1), quoted, {**quoted, "draft": 3}]
    assert shown({"drafts": drafts}, RULES) == ["Claim 0.", "Claim 1."]
    assert shown({"drafts": [row(0, support=0.5), *drafts[3:]]}, RULES) == ["Claim 2."]

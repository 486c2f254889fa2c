"""Claims that turn round who did what, whose words it is, a "not", a "may" or a number, by writers who had not seen the checks.

What code does not refuse is the judge's to see: docs/eval.md has both together.
"""

from collections import Counter

import pytest

from eval.judging import cited_claims
from eval.pairs import Pair, turned
from rag.checking.checks import fault_in

pytestmark = pytest.mark.slow


LEAST_REFUSED = 0.75
"""Of the false claims, the share that the checks in code refuse, without any judge."""
MOST_REFUSED = 0.1
"""And of the honest ones."""


def _refused(pair: Pair) -> bool:
    return any(fault_in(claim, pair.question) for claim in cited_claims(pair))


@pytest.fixture(scope="module")
def refused() -> dict[str, bool]:
    """For each pair by its id, whether the checks refuse it."""
    return {pair.id: _refused(pair) for pair in turned()}


def test_most_false_claims_are_refused_by_code_alone(refused: dict[str, bool]) -> None:
    """Of every kind together."""
    false = [refused[pair.id] for pair in turned() if not pair.label]
    assert sum(false) / len(false) >= LEAST_REFUSED


def test_honest_claims_in_other_words_pass(refused: dict[str, bool]) -> None:
    """Passives for actives, nouns for verbs, another order."""
    honest = [refused[pair.id] for pair in turned() if pair.label]
    assert sum(honest) / len(honest) <= MOST_REFUSED


def test_there_are_pairs_of_every_kind() -> None:
    """Else a share of all would say little."""
    kinds = Counter(pair.subset for pair in turned())
    assert set(kinds) == {
        f"turned/{kind}" for kind in "roles speakers parties negation modality numbers honest".split()
    }
    assert min(kinds.values()) >= 8

"""Every measure says what it is, and has a best and a worst value in [0, 1]."""

import pytest

from eval.measures import MEASURES, Measure
from eval.measures.base import ratio
from tests.eval.making import article, graded, question, unanswerable


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_says_what_it_is(measure: Measure) -> None:
    """A definition and a source; a promise also says what broke it."""
    assert measure.definition
    assert measure.source
    assert {measure.best, measure.worst} == {0.0, 1.0}
    assert (measure.explain is not None) == (measure.promise is not None)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_no_outcome_makes_a_measure_fail(measure: Measure) -> None:
    """Without an answer, without articles and without a ranking there is a value in its range, or None."""
    for of in (question(relevant=frozenset({"a"})), unanswerable()):
        value = measure.score(graded(None, article("It rained."), of=of))
        assert value is None or 0 <= value <= 1


def test_measures_are_known_by_their_names() -> None:
    """No two have the same."""
    names = [measure.name for measure in MEASURES]
    assert len(set(names)) == len(names)


def test_every_promise_is_measured() -> None:
    """The four promises about quotations, citations, claims and sources."""
    assert {measure.promise for measure in MEASURES} == {None, 1, 2, 3, 4}


def test_a_share_of_nothing_is_none() -> None:
    """Not nought, and not NaN."""
    assert ratio(0, 0) is None
    assert ratio(0, 4) == 0
    assert ratio(1, 4) == 1 / 4

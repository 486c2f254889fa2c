"""Every shown claim has the support that the published threshold asks for."""

from eval.measures.supported import SUPPORTED
from tests.eval.making import abstained, answered, article, cite, graded, said

RAIN = article("It rained.")
CITED = cite(RAIN, "It rained.")


def test_support_is_held_against_the_cut() -> None:
    """At the cut is enough, below it is not."""
    seen = graded(answered(said("A.", CITED, support=0.5), said("B.", CITED, support=0.499)), RAIN, cut=0.5)
    assert SUPPORTED.score(seen) == 1 / 2
    assert SUPPORTED.explain is not None
    assert SUPPORTED.explain(seen) == "c2 has support 0.499, and the cut is 0.500"


def test_no_claims_are_not_scored() -> None:
    """An abstention and an error show no claim."""
    assert SUPPORTED.score(graded(abstained())) is None
    assert SUPPORTED.score(graded(None)) is None
    assert SUPPORTED.promise == 3

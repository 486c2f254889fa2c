"""A nugget is covered by one claim that states it, wherever it stands in the answer."""

from eval.measures.nuggets import ALL_NUGGETS, VITAL_NUGGETS, covered
from eval.questions import Nugget
from tests.eval.making import abstained, answered, article, cite, graded, question, said

TRUCE = article("Aid and intelligence must end. It lasts 30 days.")
CITED = cite(TRUCE, "It lasts 30 days.")
AID = Nugget("intelligence must end", vital=True, match=(("intelligence", "end"), ("intelligence", "stop")))
DAYS = Nugget("30 days", vital=True, match=(("30 days",),))
RAIN = Nugget("it rained", vital=False, match=(("rained",),))
ASKED = question(nuggets=(AID, DAYS, RAIN))


def test_vital_nuggets_and_all_nuggets() -> None:
    """By hand: one of two vital ones, two of three."""
    seen = graded(answered(said("It rained.", CITED), said("It lasts 30 days.", CITED)), TRUCE, of=ASKED)
    assert (VITAL_NUGGETS.score(seen), ALL_NUGGETS.score(seen)) == (1 / 2, 2 / 3)


def test_one_claim_covers_a_nugget_alone() -> None:
    """Two halves in two claims do not; any claim may, however late, and one may cover several."""
    halves = graded(answered(said("Aid must end.", CITED), said("Intelligence too.", CITED)), of=ASKED)
    assert not covered(AID, halves)
    late = [said("So.", CITED)] * 6
    both = said("Intelligence must stop for 30 days.", CITED)
    assert VITAL_NUGGETS.score(graded(answered(*late, both), of=ASKED)) == 1


def test_an_abstention_covers_none() -> None:
    """Silence counts: 0, not None."""
    assert VITAL_NUGGETS.score(graded(abstained(), of=ASKED)) == 0
    assert ALL_NUGGETS.score(graded(None, of=ASKED)) == 0


def test_only_questions_with_a_vital_nugget_are_asked() -> None:
    """With okay nuggets alone there is no recall."""
    assert VITAL_NUGGETS.applies(ASKED)
    assert not VITAL_NUGGETS.applies(question())
    assert not ALL_NUGGETS.applies(question(nuggets=(RAIN,)))
